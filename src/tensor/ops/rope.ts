/**
 * @file Rotary position embedding (Su et al. 2021, arXiv 2104.09864), half-split as in GPT-NeoX and
 * Llama: pair i is (x[i], x[i + headDim/2]) and turns by position · base^(−2i/headDim).
 */
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient';

/** Radians per position of each pair: base^(−2i/headDim), i < headDim/2. */
export function rotationFrequencies(headDim: number, base: number): number[] {
  return Array.from({ length: headDim / 2 }, (_, pair) => base ** ((-2 * pair) / headDim));
}

/** `[time, headDim/2]` each. */
export interface RotationTable {
  cos: tf.Tensor2D;
  sin: tf.Tensor2D;
}

export function rotationTable(time: number, headDim: number, base: number): RotationTable {
  const frequencies = rotationFrequencies(headDim, base);
  const table = (wave: (angle: number) => number) =>
    tf.tensor2d(
      Float32Array.from({ length: time * frequencies.length }, (_, index) =>
        wave(Math.floor(index / frequencies.length) * frequencies[index % frequencies.length]),
      ),
      [time, frequencies.length],
    );
  return { cos: table(Math.cos), sin: table(Math.sin) };
}

function turn(x: tf.Tensor, cos: tf.Tensor, sin: tf.Tensor): tf.Tensor4D {
  const [first, second] = tf.split(x, 2, -1);
  return tf.concat4d(
    [
      tf.sub<tf.Tensor4D>(tf.mul(first, cos), tf.mul(second, sin)),
      tf.add<tf.Tensor4D>(tf.mul(first, sin), tf.mul(second, cos)),
    ],
    3,
  );
}

/**
 * @param x queries or keys `[batch, heads, time, headDim]`
 * @returns the same, turned; the gradient turns back
 */
export function rotate(x: tf.Tensor4D, { cos, sin }: RotationTable): tf.Tensor4D {
  return withGradient<tf.Tensor4D>(
    [x],
    (save) => {
      save(cos, sin);
      return turn(x, cos, sin);
    },
    (gradient, [savedCos, savedSin]) => [turn(gradient, savedCos, tf.neg(savedSin))],
  );
}
