/**
 * @file Layer norm (Ba et al. 2016, arXiv 1607.06450; biased variance) and RMS norm (Zhang & Sennrich
 * 2019, arXiv 1910.07467). Both scale the normalised rows by a gain; layer norm adds a bias.
 */
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient';
import { columnSums } from './linear';

/** Added to the variance; PyTorch's default. */
export const normEpsilon = 1e-5;

const rowMean = (matrix: tf.Tensor2D) => tf.mean<tf.Tensor2D>(matrix, 1, true);

/**
 * @param x `[rows, width]`
 * @param gain `[width]`
 * @param bias `[width]`
 * @returns `[rows, width]`
 */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  return withGradient<tf.Tensor2D>(
    [x, gain, bias],
    (save) => {
      const centred = tf.sub<tf.Tensor2D>(x, rowMean(x));
      const scale = tf.rsqrt(tf.add(rowMean(tf.square(centred)), normEpsilon));
      const normalised = tf.mul(centred, scale);
      save(normalised, scale, gain);
      return tf.add(tf.mul(normalised, gain), bias);
    },
    (gradient, [normalised, scale, savedGain]) => {
      const inner = tf.mul<tf.Tensor2D>(gradient, savedGain);
      const projection = tf.mul(normalised, rowMean(tf.mul(inner, normalised)));
      return [
        tf.mul(tf.sub(tf.sub(inner, rowMean(inner)), projection), scale),
        columnSums(tf.mul(gradient, normalised)),
        columnSums(gradient),
      ];
    },
  );
}

/**
 * @param x `[rows, width]`
 * @param gain `[width]`
 * @returns `[rows, width]`
 */
export function rmsNorm(x: tf.Tensor2D, gain: tf.Tensor1D): tf.Tensor2D {
  return withGradient<tf.Tensor2D>(
    [x, gain],
    (save) => {
      const scale = tf.rsqrt(tf.add(rowMean(tf.square(x)), normEpsilon));
      const normalised = tf.mul<tf.Tensor2D>(x, scale);
      save(normalised, scale, gain);
      return tf.mul(normalised, gain);
    },
    (gradient, [normalised, scale, savedGain]) => {
      const inner = tf.mul<tf.Tensor2D>(gradient, savedGain);
      const projection = tf.mul(normalised, rowMean(tf.mul(inner, normalised)));
      return [tf.mul(tf.sub(inner, projection), scale), columnSums(tf.mul(gradient, normalised))];
    },
  );
}
