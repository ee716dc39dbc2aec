/**
 * @file Layer norm (Ba et al. 2016, arXiv 1607.06450; biased variance) and RMS norm (Zhang & Sennrich
 * 2019, arXiv 1910.07467). Both scale the normalised rows by a gain; layer norm adds a bias.
 */
import * as tf from '@tensorflow/tfjs-core';
import { normEpsilon } from '../constants';
import type { NormKind } from '../program/operation';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix } from '../shapes';
import { withGradient } from '../with-gradient';

const rowMean = (matrix: tf.Tensor2D) => tf.mean<tf.Tensor2D>(matrix, 1, true);

/**
 * @param x `[rows, width]`
 * @param gain `[width]`
 * @param bias `[width]`
 * @returns `[rows, width]`
 */
export function layerNorm(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  const trace = activeTrace();
  if (trace) return tracedNorm(trace, 'layer', x, gain, bias);
  const centred = tf.sub<tf.Tensor2D>(x, rowMean(x));
  const scale = tf.rsqrt(tf.add(rowMean(tf.square(centred)), normEpsilon));
  return tf.add(tf.mul(tf.mul(centred, scale), gain), bias);
}

/**
 * @param x `[rows, width]`
 * @param gain `[width]`
 * @returns `[rows, width]`
 */
export function rmsNorm(x: tf.Tensor2D, gain: tf.Tensor1D): tf.Tensor2D {
  const trace = activeTrace();
  if (trace) return tracedNorm(trace, 'rms', x, gain, null);
  const scale = tf.rsqrt(tf.add(rowMean(tf.square(x)), normEpsilon));
  return tf.mul(tf.mul(x, scale), gain);
}

function tracedNorm(
  trace: Trace,
  norm: NormKind,
  x: tf.Tensor2D,
  gain: tf.Tensor1D,
  bias: tf.Tensor1D | null,
): tf.Tensor2D {
  const [rows, width] = x.shape;
  return withGradient<tf.Tensor2D>(
    bias ? [x, gain, bias] : [x, gain],
    (save) => {
      const outputs = { y: [rows, width], statistics: [rows, 2] };
      const { y, statistics } = trace.record(
        { kind: 'norm', norm, rows, width },
        { x, gain, bias },
        outputs,
      );
      save(x, gain, statistics);
      return asMatrix(y, rows, width);
    },
    (gradient, [savedX, savedGain, statistics]) => {
      const inputs = { gradient, x: savedX, statistics };
      const parameters = trace.record(
        { kind: 'normParameterGradient', norm, rows, width },
        inputs,
        { gain: [width], bias: [width] },
      );
      const { x: xGradient } = trace.record(
        { kind: 'normGradient', norm, rows, width },
        { ...inputs, gain: savedGain },
        { x: [rows, width] },
      );
      return [xGradient, parameters.gain, ...(bias ? [parameters.bias] : [])];
    },
  );
}
