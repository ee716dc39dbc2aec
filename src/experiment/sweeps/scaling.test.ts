import { describe, expect, it } from 'vitest';
import { countParameters } from '../../models/parameters';
import { modelConfig, requireSpec, type Spec } from '../spec';
import { flopsPerStep } from '../step-flops';
import { scaledSpec, scalingSpecs, trainedTokens } from './scaling';

const base = requireSpec({
  model: { layers: 2, heads: 4, width: 64, contextLength: 32 },
  training: { steps: 100, batchSize: 8, warmupSteps: 10, evaluationInterval: 50 },
});
const vocabulary = 257;
const parameters = (spec: Spec) => countParameters(modelConfig(spec, vocabulary));

describe('sizes of a scaling law', () => {
  it('keep the width of a head; the depth as the rule says', () => {
    const widths = [64, 32, 16, 32];
    const fixed = scalingSpecs(base, widths, { depth: 'fixed', tokens: 'fixed' }, vocabulary);
    expect(fixed.map(({ model }) => [model.width, model.heads, model.layers])).toEqual([
      [16, 1, 2],
      [32, 2, 2],
      [64, 4, 2],
    ]);
    expect(fixed.at(-1)).toEqual(base);
    const deep = scalingSpecs(base, widths, { depth: 'proportional', tokens: 'fixed' }, vocabulary);
    expect(deep.map(({ model }) => model.layers)).toEqual([1, 2, 4]);
  });

  it('are trained on tokens in proportion to their parameters', () => {
    const rule = { depth: 'fixed', tokens: 'proportional' } as const;
    const specs = scalingSpecs(base, [16, 32, 64], rule, vocabulary);
    const ratios = specs.map((spec) => trainedTokens(spec) / parameters(spec));
    for (const ratio of ratios) expect(ratio / ratios[0]).toBeCloseTo(1, 2);
    expect(specs[0].training.steps).toBe(100);
    const { steps, warmupSteps, evaluationInterval } = specs[2].training;
    expect(warmupSteps / steps).toBeCloseTo(0.1, 2);
    expect(evaluationInterval / steps).toBeCloseTo(0.5, 2);
    // The next size follows from the smallest in the same way.
    expect(scaledSpec(specs[0], 64, rule, vocabulary)).toEqual(specs[2]);
  });

  it('have FLOPs near 6 for each parameter and token where products of matrices are most of it', () => {
    const spec = scaledSpec(base, 256, { depth: 'fixed', tokens: 'fixed' }, vocabulary);
    const ruleOfThumb = (6 * parameters(spec) * trainedTokens(spec)) / spec.training.steps;
    const ratio = flopsPerStep(spec, vocabulary) / ruleOfThumb;
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThan(1.15);
  });
});
