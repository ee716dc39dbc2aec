/**
 * @file The training objective: mean cross-entropy over the tokens that are learned, in nats, and its
 * gradients; where it is asked, also that of the next sentence.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../models/config';
import {
  encode,
  hiddenStates,
  logitsOf,
  nextSentenceLogits,
  type ForwardOptions,
  type Parameters,
} from '../models/transformer';
import { crossEntropy } from '../tensor/ops/cross-entropy';
import { inPart, inPhase } from '../tensor/marks';
import { scale } from '../tensor/ops/scale';
import { asScalar } from '../tensor/shapes';

/** What a model reads of a batch, all int32; see `objectives/objective.ts`. */
export interface ReadTensors extends Pick<ForwardOptions, 'lengths' | 'prefixes' | 'segments'> {
  /** `[batch, time]` */
  inputs: tf.Tensor2D;
  /** `[batch, time]` */
  source?: tf.Tensor2D | null;
  /** `[batch]` */
  sourceLengths?: tf.Tensor1D | null;
}

/** And what it is to give. */
export interface BatchTensors extends ReadTensors {
  /** `[batch·time]`, −1 where nothing is learned */
  targets: tf.Tensor1D;
  /** `[batch]` */
  nextSentence?: tf.Tensor1D | null;
}

/** @returns scalar: mean over all tokens of the batch that are learned, without the losses of routers */
export function lossOf(
  config: ModelConfig,
  parameters: Parameters,
  batch: BatchTensors,
  options: ForwardOptions = {},
): tf.Scalar {
  const { inputs, targets, nextSentence } = batch;
  const hidden = hiddenOf(config, parameters, batch, { ...options, isLimited: true });
  const logits = logitsOf(config, parameters, hidden);
  const loss = inPart('loss', () => crossEntropy(logits, targets));
  if (!nextSentence) return loss;
  const answers = nextSentenceLogits(parameters, hidden, inputs.shape[1]);
  return inPart('loss', () => tf.add<tf.Scalar>(loss, crossEntropy(answers, nextSentence)));
}

/** Logits at every place of a batch, `[batch·time, vocabulary]`. */
export function predictionsOf(
  config: ModelConfig,
  parameters: Parameters,
  batch: ReadTensors,
  options: Pick<ForwardOptions, 'watch'> = {},
): tf.Tensor2D {
  return logitsOf(config, parameters, hiddenOf(config, parameters, batch, options));
}

function hiddenOf(
  config: ModelConfig,
  parameters: Parameters,
  { inputs, source, sourceLengths, lengths, prefixes, segments }: ReadTensors,
  options: ForwardOptions,
): tf.Tensor2D {
  const memory =
    source && encode(config, parameters, source, { ...options, lengths: sourceLengths });
  const given = { ...options, lengths, prefixes, segments, memory };
  return hiddenStates(config, parameters, inputs, given);
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
