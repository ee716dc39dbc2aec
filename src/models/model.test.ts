/**
 * @file What `LanguageModel.inspect` tells of heads that share keys: from the recorded queries and keys
 * follow the recorded probabilities.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { usualBlock } from './block';
import type { ModelConfig } from './config';
import { LanguageModel } from './model';
import { initialiseParameters } from './parameters';

const config: ModelConfig = {
  ...usualBlock,
  vocabularySize: 13,
  layers: 2,
  heads: 4,
  width: 12,
  contextLength: 8,
  positions: 'none',
  ropeBase: 10_000,
  norm: 'rms',
  dropout: 0,
  tiedHead: true,
};

it.each([
  { keyValueHeads: null, window: 0 },
  { keyValueHeads: 2, window: 3 },
  { keyValueHeads: 1, window: 0 },
])('records what belongs together with %o', async (change) => {
  const model = new LanguageModel(
    new ReferenceMachine(),
    { ...config, ...change },
    initialiseParameters({ ...config, ...change }, 3),
  );
  const ids = [3, 1, 4, 1, 5, 9];
  const { probabilities, query, key } = await model.inspect(ids);
  const [time, headDim] = [ids.length, 3];
  for (let row = 0; row < config.layers * config.heads * time; row++) {
    const [head, place] = [Math.floor(row / time), row % time];
    const weights = ids.map((_, at) => {
      if (at > place || (change.window > 0 && at <= place - change.window)) return 0;
      let score = 0;
      for (let i = 0; i < headDim; i++) {
        score += query[row * headDim + i] * key[(head * time + at) * headDim + i];
      }
      return Math.exp(score / Math.sqrt(headDim));
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    weights.forEach((weight, at) =>
      expect(probabilities[row * time + at]).toBeCloseTo(weight / sum, 5),
    );
  }
  // Heads that share have the same keys.
  const shared = config.heads / (change.keyValueHeads ?? config.heads);
  for (let head = 0; head < config.heads; head++) {
    const keysOf = (number: number) =>
      key.subarray(number * time * headDim, (number + 1) * time * headDim);
    expect(keysOf(head)).toEqual(keysOf(head - (head % shared)));
  }
  model.dispose();
});
