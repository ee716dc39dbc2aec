/**
 * @file Rotary position embedding (Su et al. 2021, arXiv 2104.09864) as tensors: the angles, and the
 * turning in stock operations.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { RotaryPairs } from '../rotary';

/**
 * `[positions, headDim]`: the cosines of a position's angles, then their sines; pairs without a
 * frequency do not turn.
 * @param frequencies radians per position, at most headDim/2 of them
 * @param gain what the turned pairs are multiplied by
 */
export function rotationTable(
  positions: number,
  headDim: number,
  frequencies: readonly number[],
  gain = 1,
): tf.Tensor2D {
  const half = headDim / 2;
  const table = Float32Array.from({ length: positions * headDim }, (_, index) => {
    const column = index % headDim;
    const pair = column % half;
    if (pair >= frequencies.length) return column < half ? 1 : 0;
    const angle = Math.floor(index / headDim) * frequencies[pair];
    return gain * (column < half ? Math.cos(angle) : Math.sin(angle));
  });
  return tf.tensor2d(table, [positions, headDim]);
}

/**
 * @param x its last axis is headDim
 * @param angles rows of a `rotationTable` whose other axes broadcast to those of x
 */
export function turnPairs<R extends tf.Rank>(
  x: tf.Tensor<R>,
  angles: tf.Tensor,
  pairs: RotaryPairs,
): tf.Tensor<R> {
  const axis = x.rank - 1;
  const headDim = x.shape[axis];
  const [cos, sin] = tf.split(angles, 2, angles.rank - 1);
  if (pairs.order === 'interleaved') {
    const apart = tf.reshape(x, [...x.shape.slice(0, -1), headDim / 2, 2]);
    const [first, second] = tf.unstack(apart, axis + 1);
    return tf.reshape<R>(tf.stack(turned(first, second, cos, sin), axis + 1), x.shape);
  }
  const half = pairs.channels / 2;
  const rest = headDim - pairs.channels;
  const near = (table: tf.Tensor) => tf.split(table, [half, rest / 2], table.rank - 1)[0];
  const sizes = [half, half, ...(rest > 0 ? [rest] : [])];
  const [first, second, ...others] = tf.split<tf.Tensor<R>>(x, sizes, axis);
  const table = rest > 0 ? { cos: near(cos), sin: near(sin) } : { cos, sin };
  return tf.concat<tf.Tensor<R>>([...turned(first, second, table.cos, table.sin), ...others], axis);
}

const turned = <T extends tf.Tensor>(first: T, second: T, cos: tf.Tensor, sin: tf.Tensor) => [
  tf.sub<T>(tf.mul(first, cos), tf.mul(second, sin)),
  tf.add<T>(tf.mul(second, cos), tf.mul(first, sin)),
];
