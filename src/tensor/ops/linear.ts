/**
 * @file The linear layer y = x·W + b and its gradients: dx = dy·Wᵀ, dW = xᵀ·dy, db = column sums.
 */
import * as tf from '@tensorflow/tfjs-core';
import { asMatrix } from '../shapes';
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
      return asMatrix(tf.fused.matMul({ a: x, b: weight, bias }), x.shape[0], weight.shape[1]);
    },
    (gradient, [savedX, savedWeight]) => [
      tf.matMul(gradient, savedWeight, false, true),
      tf.matMul(savedX, gradient, true, false),
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
      return tf.matMul(x, weight, false, true);
    },
    (gradient, [savedX, savedWeight]) => [
      tf.matMul(gradient, savedWeight),
      tf.matMul(gradient, savedX, true, false),
    ],
  );
}
