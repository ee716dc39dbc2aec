/**
 * @file The arithmetic of one step of training, counted in the step itself: it is traced as it is for an
 * engine, forward and backward passes and the optimiser, and all its operations are added up as `costOf`
 * counts them. So attention, norms, the head, experts and recomputed activations are in it, unlike in the
 * rule of thumb of 6 FLOPs per parameter and token (Kaplan et al. 2020, arXiv 2001.08361).
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { ModelConfig } from '../models/config';
import { costOf } from '../tensor/program/cost';
import { traceProgram } from '../tensor/program/trace';
import type { TrainingConfig } from './config';
import type { BatchField } from './objectives/objective';
import { trainingStep } from './steps';

/** Floating-point operations of one optimiser step. */
export function trainingStepFlops(
  config: ModelConfig,
  training: TrainingConfig,
  fields?: readonly BatchField[],
): number {
  // Precision changes what a number is stored in, not how many are computed.
  const step = trainingStep(config, { ...training, precision: 'float32' }, fields);
  return traceProgram(step).nodes.reduce((sum, node) => sum + costOf(node).flops, 0);
}
