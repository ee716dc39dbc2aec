/**
 * @file The losses of the next token and of the next sentence, and the gradient of the first, as the vectors
 * of the curriculum have them.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { crossEntropy } from '../../tensor/ops/cross-entropy';
import vectors from './vectors.fixture.json';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const lossOf = (logits: number[][], labels: number[]) =>
  crossEntropy(tf.tensor2d(logits), tf.tensor1d(labels, 'int32')).dataSync()[0];

it('next token', () => {
  const { logits, targets, losses, mean, gradient } = vectors.causal;
  expect(lossOf(logits, targets)).toBeCloseTo(mean, 6);
  targets.forEach((target, at) =>
    expect(lossOf([logits[at]], [target])).toBeCloseTo(losses[at], 6),
  );
  // A place where nothing is learned does not count.
  expect(lossOf(logits, [targets[0], -1, -1])).toBeCloseTo(losses[0], 6);
  const gradients = tf.grad((given) =>
    crossEntropy(tf.reshape(given, [3, 4]), tf.tensor1d(targets, 'int32')),
  )(tf.tensor2d(logits));
  Array.from(gradients.dataSync().slice(0, 4)).forEach((value, at) =>
    expect(value).toBeCloseTo(gradient[at], 6),
  );
});

it('next sentence', () => {
  const { logits, label, loss } = vectors.nextSentence;
  expect(lossOf([logits], [label])).toBeCloseTo(loss, 6);
});
