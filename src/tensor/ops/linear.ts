/**
 * @file The linear layer y = x·W + b and its gradients: dx = dy·Wᵀ, dW = xᵀ·dy, db = column sums.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix, asRank3, asVector } from '../shapes';
import { withGradient } from '../with-gradient';

/**
 * @param x `[rows, in]`
 * @param weight `[in, out]`
 * @param bias `[out]`
 * @returns `[rows, out]`
 */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  const trace = activeTrace();
  if (!trace) return tf.add(tf.matMul(x, weight), bias);
  return withGradient<tf.Tensor2D>(
    [x, weight, bias],
    (save) => {
      save(x, weight);
      return matmul(trace, x, weight, { bias }).y;
    },
    (gradient, [savedX, savedWeight]) => {
      const { y, columnSums } = matmul(trace, savedX, gradient, { transposeA: true });
      return [matmul(trace, gradient, savedWeight, { transposeB: true }).y, y, columnSums];
    },
  );
}

/**
 * y = x·W, without a bias.
 * @param x `[rows, in]`
 * @param weight `[in, out]`
 * @returns `[rows, out]`
 */
export function matrixProduct(x: tf.Tensor2D, weight: tf.Tensor2D): tf.Tensor2D {
  const trace = activeTrace();
  if (!trace) return tf.matMul(x, weight);
  return withGradient<tf.Tensor2D>(
    [x, weight],
    (save) => {
      save(x, weight);
      return matmul(trace, x, weight, {}).y;
    },
    (gradient, [savedX, savedWeight]) => [
      matmul(trace, gradient, savedWeight, { transposeB: true }).y,
      matmul(trace, savedX, gradient, { transposeA: true }).y,
    ],
  );
}

/**
 * As `linear`, for each of several experts on rows of its own.
 * @param x `[experts · rows, in]`
 * @param weight `[experts, in, out]`
 * @param bias `[experts, out]`
 * @returns `[experts · rows, out]`
 */
export function linearOfEach(x: tf.Tensor2D, weight: tf.Tensor3D, bias: tf.Tensor2D): tf.Tensor2D {
  const [count, k, n] = weight.shape;
  const m = x.shape[0] / count;
  const trace = activeTrace();
  if (!trace) {
    const product = tf.matMul(asRank3(x, [count, m, k]), weight);
    return asMatrix(tf.add(product, asRank3(bias, [count, 1, n])), count * m, n);
  }
  const of = { kind: 'matmul', count, activation: null, activationGradient: null } as const;
  const multiplied = { ...of, m, n, k, transposeA: false, transposeB: false };
  return withGradient<tf.Tensor2D>(
    [x, weight, bias],
    (save) => {
      save(x, weight);
      const { y } = trace.record(multiplied, { a: x, b: weight, bias }, { y: [count * m, n] });
      return asMatrix(y, count * m, n);
    },
    (gradient, [savedX, savedWeight]) => {
      const ofWeight = trace.record(
        { ...of, m: k, n, k: m, transposeA: true, transposeB: false },
        { a: savedX, b: gradient },
        { y: [count, k, n], columnSums: [count, n] },
      );
      const ofX = trace.record(
        { ...of, m, n: k, k: n, transposeA: false, transposeB: true },
        { a: gradient, b: savedWeight },
        { y: [count * m, k] },
      );
      return [ofX.y, ofWeight.y, ofWeight.columnSums];
    },
  );
}

/**
 * y = x·Wᵀ, for an output head whose weights are laid out like an embedding.
 * @param x `[rows, in]`
 * @param weight `[out, in]`
 * @returns `[rows, out]`
 */
export function linearTransposed(x: tf.Tensor2D, weight: tf.Tensor2D): tf.Tensor2D {
  const trace = activeTrace();
  if (!trace) return tf.matMul(x, weight, false, true);
  return withGradient<tf.Tensor2D>(
    [x, weight],
    (save) => {
      save(x, weight);
      return matmul(trace, x, weight, { transposeB: true }).y;
    },
    (gradient, [savedX, savedWeight]) => [
      matmul(trace, gradient, savedWeight, {}).y,
      matmul(trace, gradient, savedX, { transposeA: true }).y,
    ],
  );
}

interface MatmulOptions {
  transposeA?: boolean;
  transposeB?: boolean;
  bias?: tf.Tensor1D;
}

/** For gradients, which have none of their own. @returns y, and with `transposeA` alone the sums of b over its rows */
export function matmul(
  trace: Trace,
  a: tf.Tensor,
  b: tf.Tensor,
  { transposeA = false, transposeB = false, bias }: MatmulOptions,
): { y: tf.Tensor2D; columnSums: tf.Tensor1D } {
  const [rowsA, columnsA = 1] = a.shape;
  const [rowsB, columnsB = 1] = b.shape;
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const n = transposeB ? rowsB : columnsB;
  const sums = transposeA && !transposeB ? [n] : [0];
  const { y, columnSums } = trace.record(
    { kind: 'matmul', m, n, k, transposeA, transposeB, activation: null, activationGradient: null },
    { a, b, bias: bias ?? null },
    { y: [m, n], columnSums: sums },
  );
  return { y: asMatrix(y, m, n), columnSums: asVector(columnSums) };
}
