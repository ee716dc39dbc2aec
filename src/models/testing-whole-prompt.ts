/**
 * @file A tiny model on a machine, asked with the cache and as in training about prompts that are read whole.
 */
import { expect } from 'vitest';
import { mostProbable } from '../base/distribution';
import type { Machine } from '../tensor/machine';
import { unpack } from '../tensor/ops/pack';
import { asMatrix, asVector } from '../tensor/shapes';
import { usualBlock } from './block';
import type { ModelConfig } from './config';
import { LanguageModel } from './model';
import { initialiseParameters } from './parameters';
import { forward } from './transformer';

const tiny: ModelConfig = {
  ...usualBlock,
  ...{ vocabularySize: 13, layers: 2, heads: 2, width: 8, contextLength: 12, positions: 'rope' },
  ...{ ropeBase: 100, norm: 'layer', dropout: 0, tiedHead: false },
};

/** Weights as after training: large enough that what is seen matters. */
export function prefixModel(machine: Machine, change: Partial<ModelConfig>) {
  const config = { ...tiny, ...change };
  const { contextLength, vocabularySize } = config;
  const arrays = initialiseParameters(config, 5);
  for (const { data } of Object.values(arrays)) data.forEach((x, at) => (data[at] = 10 * x));
  const model = new LanguageModel(machine, config, arrays);
  const { layout } = model;
  const whole = machine.compile(
    {
      name: 'whole',
      stores: { weights: [layout.size] },
      feeds: {
        tokens: { shape: [1, contextLength], type: 'int32' },
        prefixes: { shape: [1], type: 'int32' },
      },
      body: ({ weights, tokens, prefixes }) => {
        const ids = asMatrix(tokens, 1, contextLength);
        const options = { prefixes: asVector(prefixes) };
        return { outputs: { logits: forward(config, unpack(weights, layout), ids, options) } };
      },
    },
    { weights: model.weights },
  );
  /** The logits after a text of at most the context, without the cache. */
  const expected = async (ids: readonly number[], prefix: number) => {
    const tokens = new Int32Array(contextLength);
    tokens.set(ids);
    const { logits } = await whole.run({ tokens, prefixes: Int32Array.of(prefix) }, ['logits']);
    return logits.slice((ids.length - 1) * vocabularySize, ids.length * vocabularySize);
  };
  const dispose = () => {
    whole.dispose();
    model.dispose();
  };
  return { model, expected, dispose };
}

export function expectClose(found: Float32Array, wanted: Float32Array): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((logit, at) => expect(logit).toBeCloseTo(wanted[at], 3));
}

/** Logits and greedy text with the cache are those of the full pass. */
export async function expectContinuedAsInTraining(
  machine: Machine,
  change: Partial<ModelConfig>,
): Promise<void> {
  const { model, expected, dispose } = prefixModel(machine, change);
  const prompt = [3, 1, 4, 1, 5, 9];
  const ids = [...prompt];
  const draws = [{ temperature: 0, k: 0, p: 1, uniform: 0.5 }];
  for (let written = 0; written < 4; written++) {
    const wanted = await expected(ids, prompt.length);
    expectClose((await model.nextLogits([ids], prompt.length))[0], wanted);
    const [next] = await model.nextTokens([ids], draws, prompt.length);
    expect(next).toBe(mostProbable(wanted));
    ids.push(next);
  }
  dispose();
}
