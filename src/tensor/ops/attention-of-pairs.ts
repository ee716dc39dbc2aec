/**
 * @file Attention whose pairs are chosen one by one, for experiments on a model's parts.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { asMatrix, asRank4 } from '../shapes';
import { mixedValues, separated, type AttentionOptions } from './attention';

/**
 * What a query gives to the keys that it sees, relative to their sum and the sink's share, times their
 * values. It has no gradient.
 * @param probabilities `[batch, heads, time, time]`
 * @param seen `[heads·time, time]`, 1 or 0
 * @returns `[batch·time, heads·headDim]`; 0 where a query sees no key
 */
export function attentionOfPairs(
  queryKeyValue: tf.Tensor2D,
  probabilities: tf.Tensor4D,
  seen: tf.Tensor2D,
  options: AttentionOptions,
): tf.Tensor2D {
  const { batch, time, heads, keyValueHeads, headDim, clipping, distanceValues } = options;
  const hasSink = !!options.sinks;
  const outputShape: [number, number] = [batch * time, heads * headDim];
  const trace = activeTrace();
  if (!trace) {
    const { value } = separated({ queryKeyValue }, { ...options, rotation: null });
    const given = tf.mul(probabilities, asRank4(seen, [1, heads, time, time]));
    const ofKeys = tf.sum(given, 3, true);
    const ofSink = tf.maximum(0, tf.sub(1, tf.sum(probabilities, 3, true)));
    const whole = hasSink ? tf.add(ofKeys, ofSink) : ofKeys;
    const mixed = tf.divNoNan(
      mixedValues(asRank4(given, probabilities.shape), value, options),
      whole,
    );
    return asMatrix(tf.transpose(mixed, [0, 2, 1, 3]), ...outputShape);
  }
  const { y } = trace.record(
    {
      kind: 'attentionOfPairs',
      ...{ batch, time, heads, keyValueHeads, headDim, hasSink },
      ...(clipping && { clipping }),
    },
    { queryKeyValue, probabilities, seen, distanceValues: distanceValues ?? null },
    { y: outputShape },
  );
  return asMatrix(y, ...outputShape);
}
