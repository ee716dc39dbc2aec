/**
 * @file A feed-forward layer of experts as a function over its parameters: a router gives each token to
 * one or two of them, and what they compute is added up, each times its gate. Experts are no more work
 * than their tokens: the rows of each are brought together, and go through its matrices alone.
 */
import * as tf from '@tensorflow/tfjs-core';
import { activate, gatedActivation } from '../tensor/ops/activation';
import { combineRows, dispatchRows, route, type Routing } from '../tensor/ops/experts';
import { expertUsage, timesFixed } from '../tensor/ops/noisy-routing';
import { linearOfEach, matrixProduct } from '../tensor/ops/linear';
import { asMatrix, asRank3 } from '../tensor/shapes';
import { capacityOf, type ExpertOptions } from './block';
import { architectureOf, type ModelConfig } from './config';
import { noiseName } from './parameters';
import type { Watch } from './stack';

/** What concerns experts alone in a pass through a model. */
export interface RoutingOptions {
  /**
   * In training: the gradient of the loss that the routers' losses are added to. They are added to the
   * gradient alone: the loss itself stays comparable with that of other models.
   */
  lossGradient: tf.Tensor | null;
  /** Tokens beyond an expert's capacity are dropped, padding counted too; else it takes all. */
  isLimited: boolean;
  /** Is told of each layer's in their order; of layers that are computed twice, again. */
  onRouting: ((routing: Routing) => void) | null;
  /** In training, where routers have noise, by the name of the layer's parameters. */
  noiseOf: ((name: string) => RouterNoise) | null;
}

export interface RouterNoise {
  /** To the router's logits, `[rows, count]`; where its deviation is learned, before the product with it. */
  added: tf.Tensor2D | null;
  /** Of what the router reads, `[rows, width]`. */
  factors: tf.Tensor2D | null;
}

interface ExpertPass extends RoutingOptions {
  config: ModelConfig;
  parameters: Record<string, tf.Tensor>;
  watch: Watch | null;
}

/** The layers of experts, by the names of their parameters; those of an encoder first. */
export function routerNames(config: ModelConfig): string[] {
  if (!config.experts) return [];
  const isPair = architectureOf(config) === 'encoder-decoder';
  return (isPair ? ['encoder.', ''] : ['']).flatMap((prefix) =>
    Array.from({ length: config.layers }, (_, layer) => `${prefix}layers.${layer}.feedForward`),
  );
}

/**
 * @param name of the layer's parameters: router, perhaps what its noise is learned by, up and down
 * @param x `[rows, width]`
 * @returns `[rows, width]`
 */
export function throughExperts(
  { config, parameters, watch, lossGradient, isLimited, onRouting, noiseOf }: ExpertPass,
  experts: ExpertOptions,
  name: string,
  x: tf.Tensor2D,
): tf.Tensor2D {
  const { activation, gated } = config;
  const { count } = experts;
  const [rows, width] = x.shape;
  const project = (part: string, given: tf.Tensor2D) => {
    const weight = parameters[`${name}.${part}.weight`];
    const [, from, to] = weight.shape;
    const bias = asMatrix(parameters[`${name}.${part}.bias`], count, to);
    return linearOfEach(given, asRank3(weight, [count, from, to]), bias);
  };
  const random = noiseOf?.(name);
  const noise = random?.added ?? null;
  const read = random?.factors ? timesFixed(x, random.factors) : x;
  const logitsBy = (part: string) => {
    const logits = matrixProduct(
      read,
      asMatrix(parameters[`${name}.${part}.weight`], width, count),
    );
    watch?.(`${name}.${part}`, logits);
    return logits;
  };
  const clean = logitsBy('router');
  const isNoiseLearned = experts.learnedNoise && (noise !== null || watch !== null);
  const deviation = isNoiseLearned ? activate(logitsBy(noiseName), 'softplus') : null;
  const capacity = isLimited ? capacityOf(experts, rows) : rows;
  const routing = routeWith({ clean, deviation, noise }, experts, capacity, lossGradient);
  onRouting?.(routing);
  const projected = project('up', dispatchRows(x, routing));
  const hidden = gated ? gatedActivation(projected, activation) : activate(projected, activation);
  watch?.(`${name}.experts.up`, projected);
  watch?.(`${name}.experts.hidden`, hidden);
  watch?.(`${name}.experts.slots`, routing.slots);
  return combineRows(project('down', hidden), routing);
}

interface RouterInputs {
  clean: tf.Tensor2D;
  /** Of the noise, where it is learned. */
  deviation: tf.Tensor2D | null;
  noise: tf.Tensor2D | null;
}

function routeWith(
  { clean, deviation, noise }: RouterInputs,
  { perToken, balance, zLoss, importance, load }: ExpertOptions,
  capacity: number,
  gradient: tf.Tensor | null,
): Routing {
  const choose = (logits: tf.Tensor2D) =>
    route(logits, { perToken, capacity }, gradient && { balance, zLoss, gradient });
  if (!noise) return choose(clean);
  if (!deviation) return choose(tf.add<tf.Tensor2D>(clean, noise));
  const noisy = tf.add<tf.Tensor2D>(clean, timesFixed(deviation, noise));
  const routing = choose(noisy);
  if (!gradient) return routing;
  const logits = { clean, noisy, deviation };
  const { gates } = expertUsage(routing, logits, { importance, load, gradient });
  return { ...routing, gates };
}
