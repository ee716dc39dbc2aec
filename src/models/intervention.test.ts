/**
 * @file Interventions: with none, the model says what it says; a head that is off counts for nothing; a
 * head patched from the same text changes nothing; and a token that nobody sees changes no other. In an
 * encoder-decoder, for heads of all three attentions.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { attentionsOf } from './attentions';
import { usualBlock } from './block';
import type { ModelConfig } from './config';
import { expectedOf, headImportance, intervene, lossesOf, type HeadChange } from './intervention';
import { LanguageModel } from './model';
import { initialiseParameters } from './parameters';

const small: ModelConfig = {
  ...usualBlock,
  ...{ vocabularySize: 13, layers: 2, heads: 2, width: 8, contextLength: 8, positions: 'rope' },
  ...{ ropeBase: 10_000, norm: 'layer', dropout: 0, tiedHead: true },
};

const changes: Partial<ModelConfig>[] = [
  {},
  { window: 2, keyValueHeads: 1, positions: 'alibi', parallel: true },
  { positions: 'learned', normPlacement: 'post', tiedHead: false, attentionSink: 'learned' },
  { queryKeyNorm: true, scoreCap: 3, attentionSink: 'zero', positions: 'shaw' },
  { positions: 'shaw', relativeReach: 2, relativeValues: true, keyValueHeads: 1, window: 3 },
  { architecture: 'encoder-only', positions: 't5', sentencePairs: true },
  { architecture: 'encoder-decoder', positions: 't5' },
  { architecture: 'encoder-decoder', keyValueHeads: 1, queryKeyNorm: true, scoreCap: 3 },
  { architecture: 'encoder-decoder', attentionSink: 'learned', window: 2, normPlacement: 'post' },
];

const none = { heads: [], otherIds: [], flipped: [] };
const ids = [3, 1, 4, 1, 5];
/** The same in parts, of an encoder-decoder. */
const pair = [3, 1, 4, 0, 1, 5];

/** Weights as after training: large enough that what is changed can be seen. */
function modelOf(
  change: Partial<ModelConfig> = {},
  alter = (_: Record<string, Float32Array>) => {},
) {
  const config = { ...small, ...change };
  const arrays = initialiseParameters(config, 5);
  for (const { data } of Object.values(arrays)) data.forEach((x, at) => (data[at] = 10 * x));
  alter(Object.fromEntries(Object.entries(arrays).map(([name, { data }]) => [name, data])));
  return new LanguageModel(new ReferenceMachine(), config, arrays);
}

function expectClose(found: Float32Array, wanted: Float32Array) {
  expect(found.length).toBe(wanted.length);
  found.forEach((logit, at) => expect(logit).toBeCloseTo(wanted[at], 3));
}

it.each(changes)(
  'with none, and with heads patched from the same text, changes nothing: %o',
  async (change) => {
    const model = modelOf(change);
    const text = change.architecture === 'encoder-decoder' ? pair : ids;
    const logits = await model.logits(text);
    expectClose(await intervene(model, text, none), logits);
    const some: HeadChange[] = ['patched', 'kept', 'patched', 'patched'];
    const heads = [...some, ...some, ...some];
    expectClose(await intervene(model, text, { ...none, heads, otherIds: text }), logits);
    model.dispose();
  },
);

it('a head that is off is one whose output has no weights', async () => {
  const model = modelOf();
  const off = await intervene(model, ids, { ...none, heads: ['kept', 'kept', 'kept', 'off'] });
  const without = modelOf({}, (parameters) => {
    // Rows 4 to 7 of `[width, width]` read the second head.
    parameters['layers.1.attention.output.weight'].fill(0, 4 * 8);
  });
  expectClose(off, await without.logits(ids));
  expect(Math.max(...off.map((x, at) => Math.abs(x - off[at])))).toBe(0);
  model.dispose();
  without.dispose();
});

const pairModel: Partial<ModelConfig> = { architecture: 'encoder-decoder' };

it('so is one of an encoder, of its decoder, and one on what the encoder has read', async () => {
  const model = modelOf(pairModel);
  const logits = await model.logits(pair);
  for (const [index, { name }] of attentionsOf(model.config).entries()) {
    const heads = Array.from({ length: 12 }, (_, at) => (at === 2 * index + 1 ? 'off' : 'kept'));
    const off = await intervene(model, pair, { ...none, heads });
    const without = modelOf(pairModel, (parameters) => {
      parameters[`${name}.output.weight`].fill(0, 4 * 8);
    });
    expectClose(off, await without.logits(pair));
    expect(Math.max(...off.map((x, at) => Math.abs(x - logits[at])))).toBeGreaterThan(0.01);
    without.dispose();
  }
  model.dispose();
});

it('with all heads patched that look into the source, the other source speaks', async () => {
  const model = modelOf(pairModel);
  const heads = attentionsOf(model.config).flatMap(({ kind }): HeadChange[] =>
    kind === 'cross' ? ['patched', 'patched'] : ['kept', 'kept'],
  );
  const otherIds = [7, 2, 6, 9, 0, 1, 5];
  const logits = await intervene(model, pair, { ...none, heads, otherIds });
  expectClose(logits, await model.logits(otherIds));
  expect(logits[0]).not.toBeCloseTo((await model.logits(pair))[0], 2);
  model.dispose();
});

it('with all heads of the encoder patched, a place with the same token is that of the other source', async () => {
  const model = modelOf({ ...pairModel, layers: 1, positions: 'none' });
  const heads: HeadChange[] = ['patched', 'patched'];
  const otherIds = [7, 1, 6, 0, 1, 5];
  // The target sees of the source only the second token.
  const flipped = [4, 5, 6].flatMap((query) => [0, 2, 3].map((key) => query * 7 + key));
  const others = await intervene(model, otherIds, { ...none, flipped });
  expectClose(await intervene(model, pair, { heads, otherIds, flipped }), others);
  const own = await intervene(model, pair, { ...none, flipped });
  expect(own[0]).not.toBeCloseTo(others[0], 2);
  model.dispose();
});

it('without positions, a token that no other sees might as well not be there', async () => {
  const model = modelOf({ ...pairModel, positions: 'none' });
  const text = [3, 1, 4, 8, 0, 1, 5, 2, 6];
  // The tokens that it is about: `3 1 4 8 0` and `0 1 5 2 6`.
  const [sourceLength, length] = [5, 10];
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      async (ofSource, ofTarget) => {
        const hidden = sourceLength + ofTarget;
        const all = Array.from({ length }, (_, place) => place);
        const flipped = [
          ...all.filter((query) => query !== ofSource).map((query) => query * length + ofSource),
          ...all.slice(hidden + 1).map((query) => query * length + hidden),
        ];
        const masked = await intervene(model, text, { ...none, flipped });
        const without = text.filter((_, at) => at !== ofSource && at !== hidden - 1);
        const rows = [0, 1, 2, 3, 4].filter((place) => place !== ofTarget);
        const rest = rows.flatMap((row) => [...masked.subarray(13 * row, 13 * (row + 1))]);
        expectClose(Float32Array.from(rest), await model.logits(without));
      },
    ),
    { numRuns: 6 },
  );
  model.dispose();
});

it('an encoder does not see what is written, whatever is pressed', async () => {
  const model = modelOf(pairModel);
  // The first token of the source, the last of the target.
  const flipped = [6];
  expectClose(await intervene(model, pair, { ...none, flipped }), await model.logits(pair));
  model.dispose();
});

it('tells the losses of a target with its end, and what each of its heads is worth', async () => {
  const model = modelOf(pairModel);
  const logits = await model.logits(pair);
  const losses = lossesOf(model.config, pair, logits);
  const expected = expectedOf(model.config, pair);
  expect(expected).toEqual([1, 5, 0]);
  expected.forEach((id, place) => {
    const row = [...logits.slice(13 * place, 13 * (place + 1))];
    const mass = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
    expect(losses[place]).toBeCloseTo(Math.log(mass) - row[id], 4);
  });
  const importance = await headImportance(model, pair);
  expect(importance.length).toBe(12);
  const heads = Array.from({ length: 12 }, (_, at) => (at === 9 ? 'off' : 'kept'));
  const off = lossesOf(model.config, pair, await intervene(model, pair, { ...none, heads }));
  const grown = off.reduce((sum, loss, place) => sum + loss - losses[place], 0) / 3;
  expect(importance[9]).toBeCloseTo(grown, 4);
  model.dispose();
});

it('with all heads patched in one layer without positions, the other text speaks at the same place', async () => {
  const model = modelOf({ layers: 1, positions: 'none' });
  const other = [2, 7, 6, 1, 5];
  const patched: HeadChange[] = ['patched', 'patched'];
  const logits = await intervene(model, ids, { ...none, heads: patched, otherIds: other });
  const [own, others] = [await model.logits(ids), await model.logits(other)];
  // The last two tokens are the same in both: only attention told them apart.
  expectClose(logits.slice(3 * 13), others.slice(3 * 13));
  expect(own[4 * 13]).not.toBeCloseTo(others[4 * 13], 2);
  // Where the other text ends, nothing is patched.
  const short = await intervene(model, ids, {
    ...none,
    heads: patched,
    otherIds: other.slice(0, 3),
  });
  expectClose(short.slice(3 * 13), own.slice(3 * 13));
  model.dispose();
});

it('a token that no other sees changes no other', async () => {
  const model = modelOf();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 0, max: 3 }),
      async (id, at) => {
        const time = ids.length;
        const flipped = Array.from({ length: time - at - 1 }, (_, i) => (at + 1 + i) * time + at);
        const changed = ids.map((old, place) => (place === at ? id : old));
        const [one, other] = [
          await intervene(model, ids, { ...none, flipped }),
          await intervene(model, changed, { ...none, flipped }),
        ];
        expectClose(one.slice((at + 1) * 13), other.slice((at + 1) * 13));
      },
    ),
    { numRuns: 8 },
  );
  model.dispose();
});

it('a causal model that may look ahead is an encoder', async () => {
  const [causal, encoder] = [modelOf(), modelOf({ architecture: 'encoder-only' })];
  const time = ids.length;
  const pairs = Array.from({ length: time * time }, (_, pair) => pair);
  const flipped = pairs.filter((pair) => pair % time > Math.floor(pair / time));
  expectClose(await intervene(causal, ids, { ...none, flipped }), await encoder.logits(ids));
  causal.dispose();
  encoder.dispose();
});

it('tells the losses of a text, and what each head is worth', async () => {
  const model = modelOf();
  const logits = await model.logits(ids);
  const losses = lossesOf(model.config, ids, logits);
  expect(losses.length).toBe(4);
  const row = [...logits.slice(0, 13)];
  const mass = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
  expect(losses[0]).toBeCloseTo(Math.log(mass) - row[ids[1]], 4);
  const importance = await headImportance(model, ids);
  const off = await intervene(model, ids, { ...none, heads: ['kept', 'off', 'kept', 'kept'] });
  const mean = (some: number[]) => some.reduce((sum, x) => sum + x, 0) / some.length;
  const grown = mean(lossesOf(model.config, ids, off)) - mean(losses);
  expect(importance[1]).toBeCloseTo(grown, 4);
  model.dispose();
});
