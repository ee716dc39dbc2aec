/**
 * @file A series of models of growing width for a scaling law: everything follows from the smallest one
 * and a rule, so that the next size can be said, and its loss predicted, before it is run.
 */
import { z } from 'zod';
import { countParameters } from '../../models/parameters';
import { modelConfig, tokensPerStep, type Spec } from '../spec';

export const scalingRuleSchema = z.strictObject({
  /** Layers as they are, or in proportion to the width. */
  depth: z.enum(['fixed', 'proportional']),
  /** Steps as they are, or tokens in proportion to all parameters (Hoffmann et al. 2022). */
  tokens: z.enum(['fixed', 'proportional']),
});

export type ScalingRule = z.output<typeof scalingRuleSchema>;

/** The fields that differ between the sizes. */
export const scalingPaths = ['model.width', 'model.layers', 'model.heads', 'training.steps'];

/**
 * The spec of another width. Heads keep their width, and so grow in number; a feed-forward width that was
 * set keeps its ratio. Whatever is counted in steps (warmup, evaluations, …) grows with the steps.
 * Whether it can be run is for `findProblems` to say.
 */
export function scaledSpec(
  smallest: Spec,
  width: number,
  { depth, tokens }: ScalingRule,
  vocabularySize: number,
): Spec {
  const { model, training } = smallest;
  const ratio = width / model.width;
  const times = (count: number, factor: number) => Math.max(1, Math.round(count * factor));
  const scaled: Spec = {
    ...smallest,
    model: {
      ...model,
      width,
      heads: times(model.heads, ratio),
      layers: depth === 'fixed' ? model.layers : times(model.layers, ratio),
      keyValueHeads: model.keyValueHeads && times(model.keyValueHeads, ratio),
      feedForwardWidth: model.feedForwardWidth && times(model.feedForwardWidth, ratio),
    },
  };
  if (tokens === 'fixed') return scaled;
  const parametersOf = (spec: Spec) => countParameters(modelConfig(spec, vocabularySize));
  const longer = parametersOf(scaled) / parametersOf(smallest);
  const { warmupSteps, steps } = training;
  return {
    ...scaled,
    training: {
      ...training,
      steps: times(steps, longer),
      warmupSteps: Math.round(warmupSteps * longer),
      evaluationInterval: times(training.evaluationInterval, longer),
      sampleInterval: times(training.sampleInterval, longer),
      checkpointInterval: times(training.checkpointInterval, longer),
    },
  };
}

/** Specs of all widths, the smallest of which is trained for as many steps as the base. */
export function scalingSpecs(
  base: Spec,
  widths: readonly number[],
  rule: ScalingRule,
  vocabularySize: number,
): Spec[] {
  const [first, ...others] = [...new Set(widths)].sort((one, other) => one - other);
  const smallest = scaledSpec(base, first, { ...rule, tokens: 'fixed' }, vocabularySize);
  return [smallest, ...others.map((width) => scaledSpec(smallest, width, rule, vocabularySize))];
}

export const trainedTokens = (spec: Spec) => tokensPerStep(spec) * spec.training.steps;
