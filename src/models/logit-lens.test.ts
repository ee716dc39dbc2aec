/**
 * @file The logit lens: behind the last layer it says what the model says, and before the first what the
 * embedding alone would.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { usualBlock } from './block';
import type { ModelConfig } from './config';
import { logitLens } from './logit-lens';
import { LanguageModel } from './model';
import { initialiseParameters } from './parameters';

const small: ModelConfig = {
  ...usualBlock,
  ...{ vocabularySize: 13, layers: 2, heads: 2, width: 8, contextLength: 8, positions: 'rope' },
  ...{ ropeBase: 10_000, norm: 'layer', dropout: 0, tiedHead: true },
};

const changes: Partial<ModelConfig>[] = [
  {},
  { positions: 'learned', normPlacement: 'post', tiedHead: false },
  { positions: 'sinusoidal', normPlacement: 'sandwich', parallel: true, logitCap: 5, norm: 'rms' },
  { architecture: 'encoder-only', positions: 'alibi' },
  { architecture: 'encoder-decoder', positions: 't5' },
];

it.each(changes)('ends with what the model says, with %o', async (change) => {
  const config = { ...small, ...change };
  const arrays = initialiseParameters(config, 5);
  for (const { data } of Object.values(arrays))
    data.forEach((weight, at) => (data[at] = 20 * weight));
  const model = new LanguageModel(new ReferenceMachine(), config, arrays);
  const ids = [3, 1, 4, 0, 5, 9];
  const lens = await logitLens(model, ids);
  const logits = await model.logits(ids);
  const time = logits.length / config.vocabularySize;
  expect(lens.ids.length).toBe(3 * time);
  for (let place = 0; place < time; place++) {
    const row = logits.subarray(place * 13, (place + 1) * 13);
    const mass = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const at = 2 * time + place;
    expect(row[lens.ids[at]]).toBeCloseTo(Math.max(...row), 4);
    expect(lens.probabilities[at]).toBeCloseTo(Math.exp(Math.max(...row)) / mass, 4);
  }
  model.dispose();
});

it('tells the size of the stream: before the first layer, that of the embedding', async () => {
  const arrays = initialiseParameters(small, 5);
  const model = new LanguageModel(new ReferenceMachine(), small, arrays);
  const { sizes } = await logitLens(model, [3, 1]);
  const table = arrays['embedding.token.weight'].data;
  [3, 1].forEach((id, place) => {
    const squares = table.subarray(8 * id, 8 * id + 8).reduce((sum, x) => sum + x * x, 0);
    expect(sizes[place]).toBeCloseTo(Math.sqrt(squares / 8), 5);
  });
  model.dispose();
});

it('tells the sizes of both streams of an encoder-decoder', async () => {
  const config: ModelConfig = { ...small, architecture: 'encoder-decoder' };
  const arrays = initialiseParameters(config, 5);
  const model = new LanguageModel(new ReferenceMachine(), config, arrays);
  const { sizes, sourceSizes } = await logitLens(model, [3, 1, 4, 0, 5]);
  const table = arrays['embedding.token.weight'].data;
  const sizeOf = (id: number) => Math.hypot(...table.subarray(8 * id, 8 * id + 8)) / Math.sqrt(8);
  // Three rows of four places, of which the last is the end, and of two, of which it is the first.
  expect(sourceSizes.length).toBe(12);
  expect(sizes.length).toBe(6);
  [3, 1, 4, 0].forEach((id, place) => expect(sourceSizes[place]).toBeCloseTo(sizeOf(id), 5));
  [0, 5].forEach((id, place) => expect(sizes[place]).toBeCloseTo(sizeOf(id), 5));
  const last = await model.watchValues([3, 1, 4, 0, 5], ['encoder.layers.1.feedForward.sum']);
  const row = last['encoder.layers.1.feedForward.sum'].data.subarray(8, 16);
  expect(sourceSizes[8 + 1]).toBeCloseTo(Math.hypot(...row) / Math.sqrt(8), 5);
  model.dispose();
});
