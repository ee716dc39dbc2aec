/**
 * @file The learning-rate finder: the spec's model is trained from its beginning with a learning rate
 * that rises at every step, until the loss diverges. Nothing of it is kept.
 */
import { LabError, throwIfCancelled } from '../base/errors';
import { yieldToEvents } from '../base/scheduling';
import type { Machine } from '../tensor/machine';
import { tokenizerFromJson } from '../text/tokenizers';
import { makeObjective } from '../training/objectives';
import { Trainer } from '../training/trainer';
import {
  finderRate,
  hasDiverged,
  withLoss,
  type FinderPoint,
  type FinderSettings,
} from './learning-rate-finder-settings';
import type { PreparedData } from './prepare';
import { modelConfig, type Spec } from './spec';

/** @throws LabError `text.tooShort`, `objective.*`, `cancelled` */
export async function findLearningRate(
  machine: Machine,
  spec: Spec,
  { tokenizerJson, data }: PreparedData,
  settings: FinderSettings,
  onPoint: (point: FinderPoint) => void,
  signal: AbortSignal,
): Promise<FinderPoint[]> {
  const tokenizer = tokenizerFromJson(tokenizerJson);
  const { architecture, contextLength } = spec.model;
  const surroundings = { architecture, contextLength, tokenizer };
  const trainer = new Trainer(machine, {
    model: modelConfig(spec, tokenizer.vocabularySize),
    training: { ...spec.training, dynamicsInterval: 0 },
    objective: makeObjective(spec.objective, surroundings),
    seed: spec.seed,
    data,
    learningRateAt: (step) => finderRate(settings, step),
  });
  let points: FinderPoint[] = [];
  try {
    while (points.length < settings.steps && !hasDiverged(points)) {
      throwIfCancelled(signal);
      points = withLoss(points, finderRate(settings, points.length), await lossOfStep(trainer));
      onPoint(points[points.length - 1]);
      await yieldToEvents();
    }
  } finally {
    trainer.dispose();
  }
  return points;
}

/** NaN where it is no number any more. */
async function lossOfStep(trainer: Trainer): Promise<number> {
  try {
    return (await trainer.step()).trainLoss;
  } catch (error) {
    if (error instanceof LabError && error.code === 'training.diverged') return NaN;
    throw error;
  }
}
