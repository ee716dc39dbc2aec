/**
 * @file What is told of the routers of a model with experts while it is trained: how they share out the
 * tokens of a step, how many are dropped, and their two losses. The step computes all of it anyway.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { capacityOf } from '../models/block';
import type { ModelConfig } from '../models/config';
import { routerNames } from '../models/experts';
import type { RouterMetrics, TrainingConfig } from './config';
import type { RouterNumbers } from './loss';

/** Rows of a run's history that tell of the routers, at most: as many as a chart can show. */
const mostRows = 400;

/** Steps from one row to the next. */
export const routerInterval = ({ steps }: Pick<TrainingConfig, 'steps'>) =>
  Math.ceil(steps / mostRows);

const nameOf = (part: keyof RouterNumbers, batch: number, router: number) =>
  `${part}.${batch}.${router}`;

/** The outputs of one of a step's batches. */
export function routerOutputs(
  routers: readonly RouterNumbers[],
  batch: number,
): Record<string, tf.Tensor> {
  const outputs: Record<string, tf.Tensor> = {};
  routers.forEach(({ shares, losses }, router) => {
    outputs[nameOf('shares', batch, router)] = shares;
    outputs[nameOf('losses', batch, router)] = losses;
  });
  return outputs;
}

export function routerOutputNames(
  config: ModelConfig,
  { accumulationSteps }: Pick<TrainingConfig, 'accumulationSteps'>,
): string[] {
  const names: string[] = [];
  for (let batch = 0; batch < accumulationSteps; batch++) {
    for (let router = 0; router < routerNames(config).length; router++) {
      names.push(nameOf('shares', batch, router), nameOf('losses', batch, router));
    }
  }
  return names;
}

/**
 * The means over a step's batches.
 * @param outputs by the names of `routerOutputNames`
 */
export function routerMetrics(
  config: ModelConfig,
  { accumulationSteps, batchSize }: Pick<TrainingConfig, 'accumulationSteps' | 'batchSize'>,
  outputs: Readonly<Record<string, Float32Array>>,
): RouterMetrics[] {
  const { experts, contextLength } = config;
  if (!experts) return [];
  const { count, perToken } = experts;
  const rows = batchSize * contextLength;
  const room = capacityOf(experts, rows) / (rows * perToken);
  const mean = (value: (batch: number) => number) => {
    let sum = 0;
    for (let batch = 0; batch < accumulationSteps; batch++) sum += value(batch);
    return rounded(sum / accumulationSteps);
  };
  return Array.from({ length: routerNames(config).length }, (_, router) => {
    const share = (batch: number, expert: number) =>
      outputs[nameOf('shares', batch, router)][expert] / perToken;
    const loss = (batch: number, place: number) => outputs[nameOf('losses', batch, router)][place];
    const everyExpert = Array.from({ length: count }, (_, expert) => expert);
    return {
      shares: everyExpert.map((expert) => mean((batch) => share(batch, expert))),
      dropped: mean((batch) =>
        everyExpert.reduce((sum, expert) => sum + Math.max(0, share(batch, expert) - room), 0),
      ),
      balance: mean((batch) => loss(batch, 0)),
      zLoss: mean((batch) => loss(batch, 1)),
    };
  });
}

/** They are kept with the run, as text. */
const rounded = (value: number) => Number(value.toPrecision(6));
