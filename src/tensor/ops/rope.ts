/**
 * @file Rotary position embedding (Su et al. 2021, arXiv 2104.09864), half-split as in GPT-NeoX and
 * Llama: pair i is (x[i], x[i + headDim/2]) and turns by position · base^(−2i/headDim). Attention
 * turns queries and keys itself; here are the angles.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Radians per position of each pair: base^(−2i/headDim), i < headDim/2. */
export function rotationFrequencies(headDim: number, base: number): number[] {
  return Array.from({ length: headDim / 2 }, (_, pair) => base ** ((-2 * pair) / headDim));
}

/** `[positions, headDim]`: the cosines of a position's angles, then their sines. */
export function rotationTable(positions: number, headDim: number, base: number): tf.Tensor2D {
  const frequencies = rotationFrequencies(headDim, base);
  const half = frequencies.length;
  const table = Float32Array.from({ length: positions * headDim }, (_, index) => {
    const column = index % headDim;
    const angle = Math.floor(index / headDim) * frequencies[column % half];
    return column < half ? Math.cos(angle) : Math.sin(angle);
  });
  return tf.tensor2d(table, [positions, headDim]);
}
