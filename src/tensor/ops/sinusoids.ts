/**
 * @file Sinusoidal positions (Vaswani et al. 2017, arXiv 1706.03762): fixed vectors that are added to
 * the token embeddings.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Element `column` of a position's vector: columns 2i and 2i + 1 are sine and cosine of one wave. */
export function sinusoid(position: number, column: number, width: number): number {
  const angle = position * 10_000 ** (-(column - (column % 2)) / width);
  return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
}

/** `[positions, width]` */
export function sinusoidTable(positions: number, width: number): tf.Tensor2D {
  const table = Float32Array.from({ length: positions * width }, (_, index) =>
    sinusoid(Math.floor(index / width), index % width, width),
  );
  return tf.tensor2d(table, [positions, width]);
}
