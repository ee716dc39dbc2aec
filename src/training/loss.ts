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
import type { Routing } from '../tensor/ops/experts';
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

/** What is told of a layer's router; see the operation `routing`. */
export type RouterNumbers = Pick<Routing, 'shares' | 'losses'>;

/** @returns the loss, the gradients in the order of `parameters`, and of each layer of experts its router's */
export function lossAndGradients(
  config: ModelConfig,
  parameters: Parameters,
  batch: BatchTensors,
  { share = 1, lossScale = null, ...options }: GradientOptions = {},
): { loss: tf.Tensor; gradients: tf.Tensor[]; routers: RouterNumbers[] } {
  const names = Object.keys(parameters);
  // Known before the loss, so that it costs its gradient nothing.
  const lossGradient = lossScale ? scale(lossScale, share) : tf.scalar(share);
  const kept: RouterNumbers[] = [];
  let isForward = true;
  // TensorFlow.js lets go of what is computed on the way to a loss.
  const onRouting = ({ shares, losses }: Routing) => {
    if (isForward) kept.push({ shares: tf.keep(shares), losses: tf.keep(losses) });
  };
  const objective = (...tensors: tf.Tensor[]) => {
    const given = Object.fromEntries(names.map((name, index) => [name, tensors[index]]));
    const loss = inPhase('forward', () =>
      lossOf(config, given, batch, { ...options, lossGradient, onRouting }),
    );
    isForward = false;
    return loss;
  };
  const { value, grads } = inPhase('backward', () =>
    tf.valueAndGrads(objective)(
      names.map((name) => parameters[name]),
      lossGradient,
    ),
  );
  const loss = inPhase('forward', () => scale(asScalar(value), share));
  return { loss, gradients: grads, routers: kept.map(releasedNumbers) };
}

/** The same numbers, to be let go of with all else. */
function releasedNumbers({ shares, losses }: RouterNumbers): RouterNumbers {
  const released = { shares: tf.clone(shares), losses: tf.clone(losses) };
  tf.dispose([shares, losses]);
  return released;
}
