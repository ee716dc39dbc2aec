/**
 * @file Layer norm (Ba et al. 2016, arXiv 1607.06450; biased variance) and RMS norm (Zhang & Sennrich
 * 2019, arXiv 1910.07467). Both scale the normalised rows by a gain; layer norm adds a bias. QK-norm is
 * the latter of queries and keys.
 */
import * as tf from '@tensorflow/tfjs-core';
import { normEpsilon } from '../constants';
import type { HeadRows, NormShape } from '../program/operations/norm';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix, asVector } from '../shapes';
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
  if (trace) return tracedNorm(trace, { norm: 'layer', ...sizesOf(x) }, x, gain, bias);
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
  if (trace) return tracedNorm(trace, { norm: 'rms', ...sizesOf(x) }, x, gain, null);
  const scale = tf.rsqrt(tf.add(rowMean(tf.square(x)), normEpsilon));
  return tf.mul(tf.mul(x, scale), gain);
}

const sizesOf = ({ shape: [rows, width] }: tf.Tensor2D) => ({ rows, width });

/**
 * QK-norm: the RMS norm of each query and each key by itself, so that attention's scores cannot grow
 * without bound (Henry et al. 2020, arXiv 2010.04245; Dehghani et al. 2023, arXiv 2302.05442). All
 * queries of a layer share a gain and so do all keys (as in Qwen 3, arXiv 2505.09388); values stay.
 * @param x `[rows, (queries + keys + values)·headDim]`
 * @param gain `[2, headDim]`: of the queries, then of the keys
 * @returns like x
 */
export function headNorm(x: tf.Tensor2D, gain: tf.Tensor2D, heads: HeadRows): tf.Tensor2D {
  const { queries, keys, values } = heads;
  const [rows, width] = x.shape;
  const headDim = gain.shape[1];
  const vectors = asMatrix(x, rows * (queries + keys + values), headDim);
  const trace = activeTrace();
  if (trace) {
    const shape = { norm: 'rms', ...sizesOf(vectors), heads } as const;
    return asMatrix(tracedNorm(trace, shape, vectors, gain, null), rows, width);
  }
  const [ofQueries, ofKeys] = tf.split(gain, 2);
  const parts = [
    { count: queries, norm: (part: tf.Tensor2D) => rmsNorm(part, asVector(ofQueries)) },
    { count: keys, norm: (part: tf.Tensor2D) => rmsNorm(part, asVector(ofKeys)) },
    { count: values, norm: (part: tf.Tensor2D) => part },
  ].filter(({ count }) => count > 0);
  let start = 0;
  const normed = parts.map(({ count, norm }) => {
    const size = count * headDim;
    const part = tf.slice2d(x, [0, start], [rows, size]);
    start += size;
    return asMatrix(norm(asMatrix(part, rows * count, headDim)), rows, size);
  });
  return tf.concat2d(normed, 1);
}

function tracedNorm(
  trace: Trace,
  shape: NormShape,
  x: tf.Tensor2D,
  gain: tf.Tensor,
  bias: tf.Tensor1D | null,
): tf.Tensor2D {
  const { rows, width } = shape;
  return withGradient<tf.Tensor2D>(
    bias ? [x, gain, bias] : [x, gain],
    (save) => {
      const outputs = { y: [rows, width], statistics: [rows, 2] };
      const { y, statistics } = trace.record(
        { kind: 'norm', ...shape },
        { x, gain, bias },
        outputs,
      );
      save(x, gain, statistics);
      return asMatrix(y, rows, width);
    },
    (gradient, [savedX, savedGain, statistics]) => {
      const inputs = { gradient, x: savedX, statistics };
      const ofParameters: Record<string, readonly number[]> = { gain: gain.shape };
      if (!shape.heads) ofParameters.bias = [width];
      const parameters = trace.record(
        { kind: 'normParameterGradient', ...shape },
        inputs,
        ofParameters,
      );
      const { x: xGradient } = trace.record(
        { kind: 'normGradient', ...shape },
        { ...inputs, gain: savedGain },
        { x: [rows, width] },
      );
      return [xGradient, parameters.gain, ...(bias ? [parameters.bias] : [])];
    },
  );
}
