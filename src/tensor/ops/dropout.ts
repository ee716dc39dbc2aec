/**
 * @file Inverted dropout (Srivastava et al. 2014). The mask is a function of (seed, step, site), so a
 * run that is resumed drops the same units; TensorFlow.js's own cannot be seeded on every backend.
 */
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../base/random';

/** Which masks to draw: one sequence per training step. */
export class DropoutStream {
  private site = 0;

  constructor(
    private readonly rate: number,
    private readonly seed: number,
    private readonly step: number,
  ) {}

  /** Sets a share `rate` of the elements to 0 and scales the others by 1/(1 − rate). */
  apply<T extends tf.Tensor>(x: T): T {
    if (this.rate === 0) return x;
    const random = new Random(this.seed, 'dropout', this.step, this.site++);
    const threshold = this.rate * 2 ** 32;
    const kept = 1 / (1 - this.rate);
    const mask = new Float32Array(x.size);
    for (let index = 0; index < mask.length; index++) {
      mask[index] = random.uint32() < threshold ? 0 : kept;
    }
    return tf.mul(x, tf.tensor(mask, x.shape));
  }
}
