/**
 * @file Noisy top-k against worked numbers of the paper's formulas (Shazeer et al. 2017), and the gradients
 * of its two losses against finite differences and TensorFlow.js's own.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import type { ExpertShape } from '../program/operations/experts';
import { evaluate, type Operands } from '../program/reference';
import { asMatrix } from '../shapes';
import { activate } from './activation';
import { route } from './experts';
import { expertUsage, timesFixed } from './noisy-routing';

beforeAll(() => tf.setBackend('cpu'));

const worked = {
  clean: [1, 0.5, -0.2, 0.8],
  normal: [0.3, -1, 2, 0.1],
  scale: [0.2, -0.5, 0.4, 0],
  deviation: [0.798138869382, 0.47407698418, 0.9130152524, 0.69314718056],
  noisy: [1.23944166081, 0.0259230158199, 1.6260305048, 0.869314718056],
  kept: [2, 0],
  gates: [0.595461263939, 0.404538736061],
  chances: [0.565031111683, 0.0594094645507, 0.120761122332, 0.263046837773],
};

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, digits: number): void {
  expect(actual.length).toBe(expected.length);
  Array.from(expected).forEach((value, at) => expect(actual[at]).toBeCloseTo(value, digits));
}

describe('worked numbers', () => {
  it('deviation, noisy logits, choice and gates', () => {
    const row = (numbers: number[]) => tf.tensor2d([numbers]);
    const deviation = activate(row(worked.scale), 'softplus');
    expectClose(deviation.dataSync(), worked.deviation, 6);
    const noisy = tf.add<tf.Tensor2D>(row(worked.clean), timesFixed(deviation, row(worked.normal)));
    expectClose(noisy.dataSync(), worked.noisy, 6);
    const { chosen, gates } = route(noisy, { perToken: 2, capacity: 1 });
    expectClose(chosen.dataSync(), worked.kept, 9);
    expectClose(gates.dataSync(), worked.gates, 6);
  });

  it('how likely each expert is to be chosen', () => {
    const shape = { rows: 1, experts: 4, perToken: 2, capacity: 1 } as const;
    const numbers = (name: 'clean' | 'noisy' | 'deviation' | 'kept' | 'gates') =>
      Float64Array.from(worked[name]);
    const { probabilities } = evaluate(
      { kind: 'expertUsage', ...shape },
      {
        ...{ clean: numbers('clean'), noisy: numbers('noisy'), deviation: numbers('deviation') },
        ...{ chosen: numbers('kept'), gates: numbers('gates') },
      },
    );
    expectClose(probabilities, worked.chances, 9);
  });

  it('the squared coefficient of variation', () => {
    const shape = { rows: 8, experts: 4, perToken: 1, capacity: 8 } as const;
    const same = new Float64Array(32).fill(1);
    const chosen = Float64Array.of(0, 0, 0, 0, 1, 1, 2, 3);
    const { usage, losses } = evaluate(
      { kind: 'expertUsage', ...shape },
      { clean: same, noisy: same, deviation: same, chosen, gates: same.slice(0, 8) },
    );
    expectClose(usage.slice(0, 4), [4, 2, 1, 1], 9);
    expect(losses[0]).toBeCloseTo(0.375, 9);
  });
});

const rows = 6;
const experts = 4;
const weights = { importance: 0.7, load: 0.4 };

describe.each([1, 2] as const)('gradients of the losses, %i of four experts', (perToken) => {
  const shape: ExpertShape = { rows, experts, perToken, capacity: rows };
  const random = new Random(perToken, 'noisy');
  const normals = () => Float64Array.from({ length: rows * experts }, () => random.normal());
  const clean = normals();
  const noisy = clean.map((value) => value + 0.5 * random.normal());
  const deviation = normals().map((value) => 0.3 + Math.abs(value));
  const { chosen, gates } = evaluate({ kind: 'routing', ...shape }, { logits: noisy });
  const inputs: Operands = { clean, noisy, deviation, chosen, gates };
  const lossOf = (changed: Operands) => {
    const { losses } = evaluate({ kind: 'expertUsage', ...shape }, { ...inputs, ...changed });
    return weights.importance * losses[0] + weights.load * losses[1];
  };
  const { slopes } = evaluate({ kind: 'expertUsage', ...shape }, inputs);
  const found = evaluate(
    { kind: 'expertUsageGradient', ...shape, ...weights },
    {
      ...{ gradient: new Float64Array(rows * perToken), factor: Float64Array.of(1) },
      ...{ clean, noisy, deviation, chosen, slopes },
    },
  );

  it.each(['gates', 'clean', 'noisy', 'deviation'])('by %s, from differences', (name) => {
    const differences = Array.from(inputs[name], (_, at) => {
      const lossWith = (step: number) =>
        lossOf({ [name]: Float64Array.from(inputs[name], (x, i) => x + (i === at ? step : 0)) });
      return (lossWith(1e-5) - lossWith(-1e-5)) / 2e-5;
    });
    expectClose(found[name], differences, 7);
  });

  it("are TensorFlow.js's own", () => {
    const matrix = (numbers: ArrayLike<number>) =>
      tf.tensor2d(Float32Array.from(numbers), [rows, experts]);
    const gradient = tf.scalar(1);
    const gradientsOf = tf.grads((...tensors) => {
      const [ofClean, ofNoisy, ofDeviation] = tensors.map((x) => asMatrix(x, rows, experts));
      const routing = route(ofNoisy, shape);
      const logits = { clean: ofClean, noisy: ofNoisy, deviation: ofDeviation };
      const losses = { ...weights, gradient };
      // No loss but these.
      return tf.mul(tf.sum(expertUsage(routing, logits, losses).gates), 0);
    });
    const [ofClean, , ofDeviation] = gradientsOf([clean, noisy, deviation].map(matrix));
    expectClose(ofClean.dataSync(), found.clean, 5);
    expectClose(ofDeviation.dataSync(), found.deviation, 5);
  });
});
