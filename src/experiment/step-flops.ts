/**
 * @file The arithmetic of a step of a spec's training, known before it is trained.
 */
import { fieldsOf } from '../training/objectives';
import { trainingStepFlops } from '../training/step-cost';
import { modelConfig, type Spec } from './spec';

/** Floating-point operations of one optimiser step. */
export function flopsPerStep(spec: Spec, vocabularySize: number): number {
  const fields = fieldsOf(spec.objective, spec.model.architecture);
  return trainingStepFlops(modelConfig(spec, vocabularySize), spec.training, fields);
}
