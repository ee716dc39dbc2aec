/**
 * @file A prompt that is read whole (prefix LM): with the cache as the model of training gives it for the
 * same prefix, whatever tells it positions; and nothing of one prompt is taken for another's.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import type { ModelConfig } from './config';
import { expectClose, expectContinuedAsInTraining, prefixModel } from './testing-whole-prompt';

const variants: Record<string, Partial<ModelConfig>> = {
  rope: {},
  'ALiBi, a window': { positions: 'alibi', window: 3 },
  T5: { positions: 't5', distances: { buckets: 6, mostDistant: 8 } },
  'Shaw, grouped': {
    ...{ positions: 'shaw', relativeReach: 3, relativeValues: true, keyValueHeads: 1 },
  },
  'learned, sinks': { positions: 'learned', attentionSink: 'learned', window: 2 },
};

it.each(Object.entries(variants))('is continued as in training: %s', async (_, change) => {
  await expectContinuedAsInTraining(new ReferenceMachine(), change);
});

it('is seen by its own tokens, which changes what follows', async () => {
  const { model, dispose } = prefixModel(new ReferenceMachine(), {});
  const [whole] = await model.nextLogits([[3, 1, 4, 1]], 4);
  const [causal] = await model.nextLogits([[3, 1, 4, 1]]);
  const apart = whole.reduce((most, logit, at) => Math.max(most, Math.abs(logit - causal[at])), 0);
  expect(apart).toBeGreaterThan(0.01);
  dispose();
});

it('shares nothing with a longer, a shorter or another prompt', async () => {
  const { model, expected, dispose } = prefixModel(new ReferenceMachine(), {});
  const texts = [
    [3, 1, 4],
    [3, 1, 4, 1],
    [3, 1],
    [3, 1, 4, 1, 5],
    [3, 1, 5],
    [3, 1, 4],
  ];
  for (const ids of texts) {
    expectClose((await model.nextLogits([ids], ids.length))[0], await expected(ids, ids.length));
  }
  for (const prefix of [3, 2, 1, 0]) {
    const all = await model.nextLogits(texts, prefix);
    for (const [index, ids] of texts.entries()) {
      expectClose(all[index], await expected(ids, Math.min(prefix, ids.length)));
    }
  }
  dispose();
});

it('may be longer than a run, and than the context', async () => {
  const change = { layers: 1, contextLength: 70 };
  const { model, expected, dispose } = prefixModel(new ReferenceMachine(), change);
  const ids = Array.from({ length: 80 }, (_, place) => (place * place + place) % 13);
  const full = ids.slice(0, 70);
  expectClose((await model.nextLogits([full], 68))[0], await expected(full, 68));
  expectClose((await model.nextLogits([ids], 75))[0], await expected(ids.slice(10), 65));
  dispose();
});
