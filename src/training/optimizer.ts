/** @file The optimiser that a training run has chosen: its step over flat vectors. */
import type * as tf from '@tensorflow/tfjs-core';
import type { ParameterLayout } from '../models/layout';
import type { OptimizerName } from '../models/optimizer';
import { adamw, adamwHyper } from '../tensor/ops/adamw';
import { sumOfSquares } from '../tensor/ops/clipping';
import { nextLossScale } from '../tensor/ops/loss-scaling';
import { lion, sgd, type StepInputs } from '../tensor/ops/momentum';
import { muon } from '../tensor/ops/muon';
import { joined, part } from '../tensor/ops/pack';
import { asVector } from '../tensor/shapes';
import type { TrainingConfig } from './config';

/** Numbers that change from step to step. */
export function hyperSize(optimizer: OptimizerName): number {
  return optimizer === 'sgd' || optimizer === 'lion' ? 1 : 3;
}

/** The learning rate, and AdamW's bias corrections where it takes part. @param step from 1 */
export function hyperOf(
  training: TrainingConfig,
  learningRate: number,
  step: number,
): Float32Array {
  return adamwHyper(training, learningRate, step).slice(0, hyperSize(training.optimizer));
}

export interface OptimizerResults {
  /** Of the whole gradient, before clipping. */
  gradientNorm: tf.Tensor;
  /** In mixed precision, see `nextLossScale`. */
  unscale: tf.Tensor | null;
  /** Weights and states by their stores' names. */
  updates: Record<string, tf.Tensor>;
}

/**
 * @param tensors weights and states (`optimizerState`) in `layout`, and hyper (`hyperOf`)
 * @param flat the gradient; in mixed precision times the loss scale, of which `tensors` has the state
 */
export function optimizerStep(
  training: TrainingConfig,
  layout: ParameterLayout,
  tensors: Record<string, tf.Tensor>,
  flat: tf.Tensor,
): OptimizerResults {
  const gradient = asVector(flat);
  const partials = sumOfSquares(gradient);
  if (training.precision === 'float32') {
    const inputs = { gradient, partials, unscale: null };
    return { ...update(training, layout, tensors, inputs), unscale: null };
  }
  const { state, unscale } = nextLossScale(asVector(tensors.lossScale), partials);
  const updated = update(training, layout, tensors, { gradient, partials, unscale });
  return { ...updated, unscale, updates: { ...updated.updates, lossScale: state } };
}

type GradientInputs = Required<Omit<StepInputs, 'learningRate'>>;

function update(
  training: TrainingConfig,
  layout: ParameterLayout,
  tensors: Record<string, tf.Tensor>,
  { gradient, partials, unscale }: GradientInputs,
): Omit<OptimizerResults, 'unscale'> {
  const { decayed, hidden } = layout;
  const weights = asVector(tensors.weights);
  const learningRate = part(tensors.hyper, 0, 1);
  switch (training.optimizer) {
    case 'adamw': {
      const state = { weights, ...momentsIn(tensors) };
      const settings = { ...training, decayed };
      const { gradientNorm, ...updates } = adamw(
        state,
        gradient,
        partials,
        asVector(tensors.hyper),
        settings,
        unscale,
      );
      return { gradientNorm, updates };
    }
    case 'sgd':
    case 'lion': {
      const step = training.optimizer === 'sgd' ? sgd : lion;
      const state = { weights, buffer: asVector(tensors.momentum) };
      const inputs = { gradient, partials, learningRate, unscale };
      const updated = step(state, inputs, { ...training, decayed });
      return {
        gradientNorm: updated.gradientNorm,
        updates: { weights: updated.weights, momentum: updated.buffer },
      };
    }
    case 'muon': {
      const { size, runs } = hidden;
      const rest = layout.size - size;
      const matrices = muon(
        { weights: part(weights, 0, size), buffer: asVector(tensors.momentum) },
        { gradient: part(gradient, 0, size), partials, learningRate, unscale },
        { ...training, runs },
      );
      const { gradientNorm, ...others } = adamw(
        { weights: part(weights, size, rest), ...momentsIn(tensors) },
        part(gradient, size, rest),
        partials,
        asVector(tensors.hyper),
        { ...training, decayed: decayed - size },
        unscale,
      );
      return {
        gradientNorm,
        updates: {
          weights: joined(matrices.weights, others.weights),
          momentum: matrices.buffer,
          firstMoment: others.firstMoment,
          secondMoment: others.secondMoment,
        },
      };
    }
  }
}

function momentsIn({ firstMoment, secondMoment }: Record<string, tf.Tensor>) {
  return { firstMoment: asVector(firstMoment), secondMoment: asVector(secondMoment) };
}
