/**
 * @file What the page is told of an intervention: of an encoder-decoder, the losses and answers of every token
 * of its target, which may be what it writes by itself.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import { usualBlock } from '../models/block';
import type { Architecture, ModelConfig } from '../models/config';
import { LanguageModel } from '../models/model';
import { initialiseParameters } from '../models/parameters';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { BytesTokenizer } from '../text/tokenizers/bytes';
import { canonicalOptions } from '../text/tokenizers/options';
import { InsideDesk } from './inside-desk';
import type { LoadedModel } from './model-library';
import { ownAnswer, readIds } from './read-text';

const tokenizer = new BytesTokenizer(canonicalOptions({ kind: 'bytes', vocabularySize: 257 }));
const source = { kind: 'run', runId: 'some', step: null } as const;

function loadedModel(architecture: Architecture): LoadedModel {
  const config: ModelConfig = {
    ...{ ...usualBlock, architecture, vocabularySize: tokenizer.vocabularySize },
    ...{ layers: 1, heads: 2, width: 8, contextLength: 8, positions: 'learned', ropeBase: 100 },
    ...{ norm: 'rms', dropout: 0, tiedHead: true },
  };
  const arrays = initialiseParameters(config, 7);
  for (const { data } of Object.values(arrays)) data.forEach((x, at) => (data[at] = 20 * x));
  return {
    model: new LanguageModel(new ReferenceMachine(), config, arrays),
    tokenizer,
    info: {
      ...{ source, name: '', config, parameters: 0, objective: 'pairs', step: 0 },
      ...{ validationLoss: null, tokenizerJson: '' },
    },
  };
}

const deskOf = (loaded: LoadedModel) => new InsideDesk((_, work) => work(loaded));
const unchanged = { heads: [], other: { text: '', target: '' }, flipped: [] };

it('reads both parts of a text, each cut to the context', () => {
  const loaded = loadedModel('encoder-decoder');
  const { endOfText } = tokenizer;
  const ids = (text: string) => tokenizer.encode(text);
  expect(readIds(loaded, { text: 'abc', target: 'de' })).toEqual([
    ...[...ids('abc'), endOfText, ...ids('de')],
  ]);
  const long = readIds(loaded, { text: '0123456789', target: '0123456789' });
  expect(long).toEqual([...ids('0123456'), endOfText, ...ids('0123456')]);
  loaded.model.dispose();
});

it('of an encoder-decoder, tells of every token of the target and of its end', async () => {
  const loaded = loadedModel('encoder-decoder');
  const desk = deskOf(loaded);
  const text = { text: 'abc', target: 'cba' };
  const other = { text: 'abd', target: '' };
  const reading = await desk.intervene(source, text, { ...unchanged, other });
  const end = tokenizer.label(tokenizer.endOfText);
  expect(reading.tokens).toEqual({ source: ['a', 'b', 'c', end], target: [end, 'c', 'b', 'a'] });
  expect(reading.otherTokens).toEqual({
    source: ['a', 'b', 'd', end],
    target: [end, 'c', 'b', 'a'],
  });
  expect(reading.expected).toEqual(['c', 'b', 'a', end]);
  expect(reading.before.losses).toHaveLength(4);
  expect(reading.before.said).toHaveLength(4);
  expect(reading.after).toBe(reading.before);
  expect(reading.attentions.map(({ kind }) => kind)).toEqual(['encoder', 'self', 'cross']);
  // All that looks into the source gives what it gives for the other one.
  const heads = (['kept', 'kept', 'kept', 'kept', 'patched', 'patched'] as const).slice();
  const patched = await desk.intervene(source, text, { ...unchanged, heads, other });
  const asked = await desk.intervene(source, { ...text, text: 'abd' }, unchanged);
  patched.after.losses.forEach((loss, place) =>
    expect(loss).toBeCloseTo(asked.before.losses[place], 3),
  );
  const lens = await desk.readLens(source, text);
  expect(lens.sourceTokens).toEqual(reading.tokens.source);
  expect(lens.expected).toEqual(reading.expected);
  expect(lens.sourceSizes).toHaveLength(2 * 4);
  loaded.model.dispose();
});

it('tells what an encoder-decoder writes by itself', async () => {
  const loaded = loadedModel('encoder-decoder');
  const { answer, tokens } = await deskOf(loaded).inspect(source, 'abc');
  expect(tokens).toHaveLength(4);
  expect(answer).toBe(await ownAnswer(loaded, 'abc'));
  const ids = readIds(loaded, { text: 'abc', target: '' });
  const [first] = await loaded.model.nextLogits([ids]);
  const likeliest = first.indexOf(Math.max(...first));
  const expected = likeliest === tokenizer.endOfText ? '' : tokenizer.decode([likeliest]);
  expect(answer?.slice(0, 1)).toBe(expected);
  loaded.model.dispose();
});

it('of a decoder alone, all is the target', async () => {
  const loaded = loadedModel('decoder-only');
  const desk = deskOf(loaded);
  const text = { text: 'abc', target: 'of no effect' };
  const reading = await desk.intervene(source, text, unchanged);
  expect(reading.tokens).toEqual({ source: [], target: ['a', 'b', 'c'] });
  expect(reading.otherTokens).toBeNull();
  expect(reading.expected).toEqual(['b', 'c']);
  const other = { text: '', target: 'of no effect' };
  const again = await desk.intervene(source, text, { ...unchanged, other });
  expect(again.otherTokens).toBeNull();
  expect((await desk.inspect(source, 'abc')).answer).toBeNull();
  loaded.model.dispose();
});
