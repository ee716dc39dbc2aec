/**
 * @file The training objective: mean cross-entropy of the next token, in nats, and its gradients.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../models/config';
import { forward, type ForwardOptions, type Parameters } from '../models/transformer';
import { crossEntropy } from '../tensor/ops/cross-entropy';
import { inPart, inPhase } from '../tensor/marks';
import { scale } from '../tensor/ops/scale';
import { asScalar } from '../tensor/shapes';

/** Tensors of a batch. */
export interface BatchTensors {
  /** int32 `[batch, time]` */
  inputs: tf.Tensor2D;
  /** int32 `[batch·time]` */
  targets: tf.Tensor1D;
}

/** @returns scalar: mean over all tokens of the batch, without the losses of routers */
export function lossOf(
  config: ModelConfig,
  parameters: Parameters,
  { inputs, targets }: BatchTensors,
  options: ForwardOptions = {},
): tf.Scalar {
  const logits = forward(config, parameters, inputs, { ...options, isLimited: true });
  return inPart('loss', () => crossEntropy(logits, targets));
}

export interface GradientOptions extends ForwardOptions {
  /** Loss and gradients are multiplied by it: one over the number of batches that are averaged. */
  share?: number;
  /** The gradients are multiplied by it too (`precision.ts`). */
  lossScale?: tf.Scalar | null;
}

/** @returns the loss, and the gradients in the order of `parameters` */
export function lossAndGradients(
  config: ModelConfig,
  parameters: Parameters,
  batch: BatchTensors,
  { share = 1, lossScale = null, ...options }: GradientOptions = {},
): { loss: tf.Tensor; gradients: tf.Tensor[] } {
  const names = Object.keys(parameters);
  // Known before the loss, so that it costs its gradient nothing.
  const lossGradient = lossScale ? scale(lossScale, share) : tf.scalar(share);
  const objective = (...tensors: tf.Tensor[]) => {
    const given = Object.fromEntries(names.map((name, index) => [name, tensors[index]]));
    return inPhase('forward', () => lossOf(config, given, batch, { ...options, lossGradient }));
  };
  const { value, grads } = inPhase('backward', () =>
    tf.valueAndGrads(objective)(
      names.map((name) => parameters[name]),
      lossGradient,
    ),
  );
  return { loss: inPhase('forward', () => scale(asScalar(value), share)), gradients: grads };
}
