/**
 * @file Attention whose pairs are chosen one by one, for experiments on a model's parts.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace } from '../program/trace';
import { asMatrix, asRank4 } from '../shapes';
import { mixedValues, repeatHeads, type AttentionOptions } from './attention';

/** What counts of the options of `attention` or `crossAttention`. */
export type PairAttentionOptions = Pick<
  AttentionOptions,
  'keyValueHeads' | 'headDim' | 'sinks' | 'clipping' | 'distanceValues'
>;

/**
 * What a query gives to the keys that it sees, relative to their sum and the sink's share, times their
 * values. It has no gradient.
 * @param keyValue `[batch·keyTime, columns]`, of which the last keyValueHeads·headDim are the values: what
 *   `attention` takes, or `crossAttention` as its second
 * @param probabilities `[batch, heads, time, keyTime]`
 * @param seen `[heads·time, keyTime]`, 1 or 0
 * @returns `[batch·time, heads·headDim]`; 0 where a query sees no key
 */
export function attentionOfPairs(
  keyValue: tf.Tensor2D,
  probabilities: tf.Tensor4D,
  seen: tf.Tensor2D,
  { keyValueHeads, headDim, sinks, clipping, distanceValues }: PairAttentionOptions,
): tf.Tensor2D {
  const [batch, heads, time, keyTime] = probabilities.shape;
  const [rows, rowWidth] = keyValue.shape;
  const hasSink = !!sinks;
  const outputShape: [number, number] = [batch * time, heads * headDim];
  const trace = activeTrace();
  if (!trace) {
    const width = keyValueHeads * headDim;
    const values = tf.slice2d(keyValue, [0, rowWidth - width], [rows, width]);
    const ofHeads = asRank4(values, [batch, keyTime, keyValueHeads, headDim]);
    const value = repeatHeads(tf.transpose(ofHeads, [0, 2, 1, 3]), heads / keyValueHeads);
    const given = tf.mul(probabilities, asRank4(seen, [1, heads, time, keyTime]));
    const ofKeys = tf.sum(given, 3, true);
    const ofSink = tf.maximum(0, tf.sub(1, tf.sum(probabilities, 3, true)));
    const whole = hasSink ? tf.add(ofKeys, ofSink) : ofKeys;
    const shape = { batch, time, heads, headDim, clipping, distanceValues };
    const mixed = mixedValues(asRank4(given, probabilities.shape), value, shape);
    return asMatrix(tf.transpose(tf.divNoNan(mixed, whole), [0, 2, 1, 3]), ...outputShape);
  }
  const { y } = trace.record(
    {
      kind: 'attentionOfPairs',
      ...{ batch, time, keyTime, heads, keyValueHeads, headDim, rowWidth, hasSink },
      ...(clipping && { clipping }),
    },
    { keyValue, probabilities, seen, distanceValues: distanceValues ?? null },
    { y: outputShape },
  );
  return asMatrix(y, ...outputShape);
}
