/**
 * @file Rotary position embedding (Su et al. 2021, arXiv 2104.09864), half-split as in GPT-NeoX and
 * Llama: pair i is (x[i], x[i + headDim/2]) and turns by position · base^(−2i/headDim).
 * The turn is x·cos + swap(x)·sin, swap(a, b) = (−b, a). The swap is a product with a signed
 * permutation, because cutting along the last axis is slow on the WASM backend.
 */
import * as tf from '@tensorflow/tfjs-core';
import { asMatrix, asRank4 } from '../shapes';
import { withGradient } from '../with-gradient';

/** Radians per position of each pair: base^(−2i/headDim), i < headDim/2. */
export function rotationFrequencies(headDim: number, base: number): number[] {
  return Array.from({ length: headDim / 2 }, (_, pair) => base ** ((-2 * pair) / headDim));
}

export interface RotationTable {
  /** `[time, headDim]` */
  cos: tf.Tensor2D;
  sin: tf.Tensor2D;
  /** `[headDim, headDim]`: x·swap = (−second half, first half). */
  swap: tf.Tensor2D;
}

export function rotationTable(time: number, headDim: number, base: number): RotationTable {
  const frequencies = rotationFrequencies(headDim, base);
  const half = frequencies.length;
  const table = (wave: (angle: number) => number) =>
    tf.tensor2d(
      Float32Array.from({ length: time * headDim }, (_, index) =>
        wave(Math.floor(index / headDim) * frequencies[index % half]),
      ),
      [time, headDim],
    );
  const swap = new Float32Array(headDim * headDim);
  for (let pair = 0; pair < half; pair++) {
    swap[(pair + half) * headDim + pair] = -1;
    swap[pair * headDim + pair + half] = 1;
  }
  const swapTensor = tf.tensor2d(swap, [headDim, headDim]);
  return { cos: table(Math.cos), sin: table(Math.sin), swap: swapTensor };
}

function swapped(x: tf.Tensor, swap: tf.Tensor): tf.Tensor {
  const headDim = swap.shape[0];
  return tf.reshape(tf.matMul(asMatrix(x, x.size / headDim, headDim), swap), x.shape);
}

/**
 * @param x queries or keys `[batch, heads, time, headDim]`
 * @returns the same, turned; the gradient turns back
 */
export function rotate(x: tf.Tensor4D, { cos, sin, swap }: RotationTable): tf.Tensor4D {
  return withGradient<tf.Tensor4D>(
    [x],
    (save) => {
      save(cos, sin, swap);
      return asRank4(tf.add(tf.mul(x, cos), tf.mul(swapped(x, swap), sin)), x.shape);
    },
    (gradient, [savedCos, savedSin, savedSwap]) => {
      const back = swapped(tf.mul(gradient, savedSin), tf.transpose(savedSwap));
      return [tf.add(tf.mul(gradient, savedCos), back)];
    },
  );
}
