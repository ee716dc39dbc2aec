/**
 * @file Softmax cross-entropy from logits, mean over rows, in nats. Rows with a negative label are
 * ignored.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activeTrace, type Trace } from '../program/trace';
import { asScalar } from '../shapes';
import { withGradient } from '../with-gradient';

/**
 * @param logits `[rows, vocabulary]`
 * @param labels int32 `[rows]`
 * @returns scalar: mean of −log p(label) over the rows that are not ignored
 */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const trace = activeTrace();
  if (trace) return tracedCrossEntropy(trace, logits, labels);
  // A negative label is the one-hot row of zeros.
  const oneHot = tf.cast(tf.oneHot(labels, logits.shape[1]), 'float32');
  const count = tf.maximum(1, tf.sum(oneHot));
  return tf.div(tf.neg(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)))), count);
}

/** The gradient of the mean is made with the loss in one pass over the logits. */
function tracedCrossEntropy(trace: Trace, logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const [rows, vocabulary] = logits.shape;
  return withGradient<tf.Scalar>(
    [logits],
    (save) => {
      const { loss, gradient } = trace.record(
        { kind: 'crossEntropy', rows, vocabulary },
        { logits, labels },
        { loss: [1], rowLosses: [rows], gradient: [rows, vocabulary] },
      );
      save(gradient);
      return asScalar(loss);
    },
    (factor, [gradient]) => {
      if (trace.isOne(factor)) return [gradient];
      const operation = { kind: 'scale', size: logits.size } as const;
      return [trace.record(operation, { x: gradient, factor }, { y: logits.shape }).y];
    },
  );
}
