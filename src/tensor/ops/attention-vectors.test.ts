/**
 * @file Attention under each mask, norms and activations against numbers that were computed by hand in
 * float64: in TensorFlow.js's own operations and in the reference of the fused ones. T5's scores are not
 * divided by √headDim, which here is a larger query.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clippedDistance, clippingOf } from '../clipped-distance';
import type { Machine } from '../machine';
import { ReferenceMachine } from '../program/reference-machine';
import { asMatrix } from '../shapes';
import { StockMachine } from '../stock/machine';
import { activate } from './activation';
import { attention, attentionProbabilities, crossAttention } from './attention';
import { attentionOfPairs } from './attention-of-pairs';
import fixture from './attention.fixture.json';
import { linearTransposed } from './linear';
import { layerNorm, rmsNorm } from './norm';

const matrix = z.array(z.array(z.number()));
const result = z.object({ weights: matrix, out: matrix });
const vectors = z
  .object({
    attention: z.object({
      ...{ Q: matrix, K: matrix, V: matrix },
      ...{ encoder_only: result, decoder_only_causal: result, prefix_lm: result },
      cross_attention: result.extend({ Q_decoder: matrix }),
      t5_unscaled: z.object({ weights: matrix }),
    }),
    norms: z.object({
      ...{ x: z.array(z.number()), t: z.array(z.number()) },
      ...{ layernorm_eps1e5: z.array(z.number()), rmsnorm_eps1e6: z.array(z.number()) },
      ...{ gelu_tanh: z.array(z.number()), gelu_erf: z.array(z.number()) },
      silu: z.array(z.number()),
    }),
    shaw: z.object({
      ...{ index_T5_k2: matrix, q: matrix, k: matrix, v: matrix, aK_clip1: matrix },
      ...{ aV_clip1: matrix, weights: matrix, out: matrix },
    }),
  })
  .parse(fixture);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

async function run(machine: Machine, body: () => Record<string, tf.Tensor>) {
  const step = machine.compile(
    { name: 'vectors', stores: {}, feeds: {}, body: () => ({ outputs: body() }) },
    {},
  );
  const outputs = await step.run({}, Object.keys(tf.tidy(body)));
  step.dispose();
  return outputs;
}

function expectNear(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, at) => expect(actual[at]).toBeCloseTo(value, 6));
}

const { shaw } = vectors;
const { Q, K, V, ...cases } = vectors.attention;
const one = { batch: 1, time: 3, heads: 1, keyValueHeads: 1, headDim: 2, rotation: null };
const packed = (queries: number[][]) =>
  tf.tensor2d(queries.map((query, row) => [...query, ...K[row], ...V[row]]));

describe.each([
  ['stock', () => new StockMachine()],
  ['reference', () => new ReferenceMachine()],
])('%s operations', (_, machineOf) => {
  it.each([
    ['encoder_only', false, null],
    ['decoder_only_causal', true, null],
    ['prefix_lm', true, [2]],
  ] as const)('attention: %s', async (name, causal, prefix) => {
    const { weights, y } = await run(machineOf(), () => {
      const prefixes = prefix && tf.tensor1d([...prefix], 'int32');
      const options = { ...one, mask: { causal, window: 0 }, prefixes };
      const rows = packed(Q);
      return { y: attention(rows, options), weights: attentionProbabilities(rows, options) };
    });
    expectNear(weights, cases[name].weights.flat());
    expectNear(y, cases[name].out.flat());
  });

  it('cross attention', async () => {
    const { Q_decoder: queries, out } = cases.cross_attention;
    const { y } = await run(machineOf(), () => {
      const keyValue = tf.tensor2d(K.map((key, row) => [...key, ...V[row]]));
      return { y: crossAttention(tf.tensor2d(queries), keyValue, { ...one, time: 2, keyTime: 3 }) };
    });
    expectNear(y, out.flat());
  });

  it('unscaled, as in T5', async () => {
    const larger = Q.map((query) => query.map((x) => x * Math.SQRT2));
    const { weights } = await run(machineOf(), () => ({
      weights: attentionProbabilities(packed(larger), {
        ...{ ...one, mask: { causal: false, window: 0 } },
      }),
    }));
    expectNear(weights, cases.t5_unscaled.weights.flat());
  });

  it('relative positions', async () => {
    const { q, k, v, aK_clip1: vectors, aV_clip1: added } = shaw;
    const { weights, pairs, y } = await run(machineOf(), () => {
      const rows = tf.tensor2d(q.map((query, row) => [...query, ...k[row], ...v[row]]));
      const relative = linearTransposed(asMatrix(rows, 9, 2), tf.tensor2d(vectors));
      const options = { ...one, mask: { causal: false, window: 0 } };
      const byDistance = { clipping: clippingOf(1, false), distanceValues: tf.tensor2d(added) };
      const all = { ...options, ...byDistance, relative };
      const probabilities = attentionProbabilities(rows, all);
      return {
        weights: probabilities,
        y: attention(rows, all),
        pairs: attentionOfPairs(rows, probabilities, tf.ones([3, 3]), all),
      };
    });
    expectNear(weights, shaw.weights.flat());
    expectNear(y, shaw.out.flat());
    expectNear(pairs, shaw.out.flat());
  });

  it('norms and activations', async () => {
    const { x, t, layernorm_eps1e5: layer, rmsnorm_eps1e6: rms, ...activated } = vectors.norms;
    const results = await run(machineOf(), () => {
      const [row, ones] = [tf.tensor2d([x]), tf.ones<tf.Rank.R1>([4])];
      const numbers = tf.tensor2d([t]);
      return {
        layer: layerNorm(row, ones, tf.zeros([4])),
        rms: rmsNorm(row, ones),
        gelu: activate(numbers, 'gelu'),
        exact: activate(numbers, 'geluErf'),
        silu: activate(numbers, 'silu'),
      };
    });
    expectNear(results.layer, layer);
    // The lab's ε is 1e-5 here too: a little more is under the root of the mean square, 7.5.
    const root = Math.sqrt((7.5 + 1e-6) / (7.5 + 1e-5));
    expectNear(
      results.rms,
      rms.map((value) => value * root),
    );
    expectNear(results.gelu, activated.gelu_tanh);
    expectNear(results.exact, activated.gelu_erf);
    expectNear(results.silu, activated.silu);
  });
});

it('clips distances', () => {
  const clipping = clippingOf(2, false);
  shaw.index_T5_k2.forEach((row, query) =>
    row.forEach((expected, key) => expect(clippedDistance(key - query, clipping)).toBe(expected)),
  );
});
