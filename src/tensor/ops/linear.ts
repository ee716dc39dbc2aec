/**
 * @file y = x·W + b. The gradients transpose first and multiply plainly after, because the WASM
 * backend's transposed matmul takes a slow scalar path.
 */
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient';

/** Column sums as a product, which every backend does fast: `[rows, columns]` → `[columns]`. */
export function columnSums(matrix: tf.Tensor2D): tf.Tensor1D {
  const ones = tf.ones<tf.Rank.R2>([1, matrix.shape[0]]);
  return tf.reshape(tf.matMul(ones, matrix), [matrix.shape[1]]);
}

/**
 * @param x `[rows, in]`
 * @param weight `[in, out]`
 * @param bias `[out]`
 * @returns `[rows, out]`
 */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return withGradient<tf.Tensor2D>(
    [x, weight, bias],
    (save) => {
      save(x, weight);
      return tf.add(tf.matMul(x, weight), bias);
    },
    (gradient, [savedX, savedWeight]) => [
      tf.matMul(gradient, tf.transpose(savedWeight)),
      tf.matMul(tf.transpose(savedX), gradient),
      columnSums(gradient),
    ],
  );
}

/**
 * y = x·Wᵀ, for an output head whose weights are laid out like an embedding.
 * @param x `[rows, in]`
 * @param weight `[out, in]`
 * @returns `[rows, out]`
 */
export function linearTransposed(x: tf.Tensor2D, weight: tf.Tensor2D): tf.Tensor2D {
  return withGradient<tf.Tensor2D>(
    [x, weight],
    (save) => {
      save(x, weight);
      return tf.matMul(x, tf.transpose(weight));
    },
    (gradient, [savedX, savedWeight]) => [
      tf.matMul(gradient, savedWeight),
      tf.matMul(tf.transpose(gradient), savedX),
    ],
  );
}
