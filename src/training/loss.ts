/**
 * @file The training objective: mean cross-entropy of the next token, in nats, and its gradients.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../models/config';
import { forward, type ForwardOptions, type Parameters } from '../models/transformer';
import { crossEntropy } from '../tensor/ops/cross-entropy';
import type { Batch } from './batches';

/** @returns scalar: mean over all tokens of the batch */
export function lossOf(
  config: ModelConfig,
  parameters: Parameters,
  { inputs, targets }: Batch,
  options: ForwardOptions = {},
): tf.Scalar {
  const rows = inputs.length / config.contextLength;
  const tokens = tf.tensor2d(inputs, [rows, config.contextLength], 'int32');
  const logits = forward(config, parameters, tokens, options);
  return crossEntropy(logits, tf.tensor1d(targets, 'int32'));
}

/** @returns the loss, and the gradients in the order of `parameters` */
export function lossAndGradients(
  config: ModelConfig,
  parameters: Parameters,
  batch: Batch,
  options: ForwardOptions = {},
): { loss: tf.Tensor; gradients: tf.Tensor[] } {
  const names = Object.keys(parameters);
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const given = Object.fromEntries(names.map((name, index) => [name, tensors[index]]));
    return lossOf(config, given, batch, options);
  })(names.map((name) => parameters[name]));
  return { loss: value, gradients: grads };
}
