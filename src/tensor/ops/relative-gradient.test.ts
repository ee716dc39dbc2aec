/**
 * @file The gradients of Shaw's vectors of distances, with dropout: those of the fused operation are those
 * that TensorFlow.js takes of its own operations.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { clippingOf } from '../clipped-distance';
import type { Machine } from '../machine';
import { ReferenceMachine } from '../program/reference-machine';
import { asMatrix } from '../shapes';
import { StockMachine } from '../stock/machine';
import { attention } from './attention';
import { linearTransposed } from './linear';

const names = ['x', 'ofKeys', 'ofValues'] as const;
const sizes = { batch: 2, time: 6, heads: 4, keyValueHeads: 2, headDim: 3 };
const { batch, time, heads, keyValueHeads, headDim } = sizes;
const [rows, vectors] = [batch * time, heads + 2 * keyValueHeads];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

async function gradients(machine: Machine, causal: boolean) {
  const clipping = clippingOf(2, causal);
  const distances = clipping.before + 1 + clipping.after;
  const matrix = (name: string, height: number, width: number) => {
    const random = new Random(1, name);
    const data = Float32Array.from({ length: height * width }, () => random.normal());
    return tf.tensor2d(data, [height, width]);
  };
  const mixed = (x: tf.Tensor, ofKeys: tf.Tensor, ofValues: tf.Tensor) =>
    attention(asMatrix(x, rows, vectors * headDim), {
      ...{ ...sizes, clipping, rotation: null, mask: { causal, window: 0 } },
      relative: linearTransposed(
        asMatrix(x, rows * vectors, headDim),
        asMatrix(ofKeys, distances, headDim),
      ),
      distanceValues: asMatrix(ofValues, distances, headDim),
      dropout: { rate: 0.3, site: 1, key: tf.tensor1d([5], 'int32') },
    });
  const body = () => {
    const given = [
      matrix('x', rows, vectors * headDim),
      matrix('keys', distances, headDim),
      matrix('values', distances, headDim),
    ];
    const [x, ofKeys, ofValues] = tf.grads(mixed)(given, matrix('dy', rows, heads * headDim));
    return { outputs: { x, ofKeys, ofValues } };
  };
  const step = machine.compile({ name: 'gradients', stores: {}, feeds: {}, body }, {});
  try {
    return await step.run({}, names);
  } finally {
    step.dispose();
  }
}

it.each([true, false])('agree, causal: %s', async (causal) => {
  const expected = await gradients(new StockMachine(), causal);
  const actual = await gradients(new ReferenceMachine(), causal);
  for (const name of names) {
    expected[name].forEach((value, at) => expect(actual[name][at]).toBeCloseTo(value, 4));
  }
});
