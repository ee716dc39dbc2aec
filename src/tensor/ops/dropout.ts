/**
 * @file Inverted dropout (Srivastava et al. 2014). The mask is a function of (seed, step, site), so a
 * run that is resumed drops the same units, and the backward pass makes it again (`dropout-mask.ts`).
 */
import * as tf from '@tensorflow/tfjs-core';
import { dropoutThreshold, maskBits, siteKey } from '../dropout-mask';
import { activeTrace, type Trace } from '../program/trace';
import { asMatrix } from '../shapes';
import { withGradient } from '../with-gradient';

/** The masks of one training step: one for each site in the model. */
export class DropoutMasks {
  /** @param key int32 `[1]`, see `dropoutKey` */
  constructor(
    readonly rate: number,
    readonly key: tf.Tensor1D,
  ) {}

  /** Sets a share `rate` of the elements to 0 and scales the others by 1/(1 − rate). */
  apply(x: tf.Tensor2D, site: number): tf.Tensor2D {
    if (this.rate === 0) return x;
    const trace = activeTrace();
    if (trace) return tracedDropout(trace, x, this.key, this.rate, site);
    return tf.mul(x, dropoutMask(this.key, this.rate, site, x.shape));
  }
}

/** 0 where an element is dropped, 1/(1 − rate) elsewhere. */
export function dropoutMask(
  key: tf.Tensor1D,
  rate: number,
  site: number,
  shape: number[],
): tf.Tensor {
  const keyOfSite = siteKey(key.dataSync()[0], site);
  const threshold = dropoutThreshold(rate);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(tf.util.sizeFromShape(shape));
  for (let index = 0; index < mask.length; index++) {
    mask[index] = maskBits(keyOfSite, index) < threshold ? 0 : kept;
  }
  return tf.tensor(mask, shape);
}

function tracedDropout(
  trace: Trace,
  x: tf.Tensor2D,
  dropoutKey: tf.Tensor1D,
  rate: number,
  site: number,
): tf.Tensor2D {
  const [rows, width] = x.shape;
  const drop = (given: tf.Tensor2D) => {
    const operation = { kind: 'dropout', rate, site, size: x.size } as const;
    const { y } = trace.record(operation, { x: given, dropoutKey }, { y: x.shape });
    return asMatrix(y, rows, width);
  };
  return withGradient<tf.Tensor2D>(
    [x],
    () => drop(x),
    (gradient) => [drop(gradient)],
  );
}
