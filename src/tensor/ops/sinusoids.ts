/**
 * @file Sinusoidal positions (Vaswani et al. 2017, arXiv 1706.03762): fixed vectors that are added to
 * the token embeddings.
 */
import * as tf from '@tensorflow/tfjs-core';
import { sinusoid } from '../positions';

/** `[positions, width]` */
export function sinusoidTable(positions: number, width: number): tf.Tensor2D {
  const table = Float32Array.from({ length: positions * width }, (_, index) =>
    sinusoid(Math.floor(index / width), index % width, width),
  );
  return tf.tensor2d(table, [positions, width]);
}
