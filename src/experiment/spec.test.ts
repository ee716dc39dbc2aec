import { describe, expect, it } from 'vitest';
import { applyPreset, matchingPreset, presetNames } from './presets';
import { findProblems } from './problems';
import { defaultSpec, parseSpec, requireSpec } from './spec';

function issuePaths(value: unknown): string[] {
  const parsed = parseSpec(value);
  return parsed.ok ? [] : parsed.issues.map(({ path }) => path);
}

describe('the spec', () => {
  it('has a default for every field', () => {
    expect(parseSpec({}).ok).toBe(true);
    expect(defaultSpec.model.layers).toBeGreaterThan(0);
  });

  it('names the path of each wrong field', () => {
    expect(issuePaths({ model: { layers: 0, heads: 'two' }, training: { steps: 1.5 } })).toEqual([
      'model.layers',
      'model.heads',
      'training.steps',
    ]);
    expect(issuePaths({ decoding: { columns: [{ kind: 'top-k', k: 0 }] } })).toEqual([
      'decoding.columns.0.k',
    ]);
    expect(issuePaths({ text: { source: 'web' } })).toEqual(['text.source']);
    expect(issuePaths(null)).toEqual(['(spec)']);
  });

  it('refuses fields that it does not know', () => {
    expect(issuePaths({ model: { layer: 3 } })).toEqual(['model']);
  });

  it('refuses what cannot divide, naming the field', () => {
    expect(issuePaths({ model: { width: 66, heads: 4 } })).toEqual(['model.heads']);
    expect(issuePaths({ model: { width: 36, heads: 4, positions: 'rope' } })).toEqual([
      'model.heads',
    ]);
    expect(issuePaths({ model: { width: 36, heads: 4, positions: 'learned' } })).toEqual([]);
    expect(() => requireSpec({ model: { width: 66 } })).toThrow(/model\.heads.*66/);
  });

  it('refuses what cannot fit or be reached', () => {
    const huge = { layers: 48, heads: 32, width: 2048, contextLength: 2048 };
    expect(issuePaths({ model: huge })).toEqual(['model.width']);
    expect(issuePaths({ training: { steps: 10, warmupSteps: 20 } })).toEqual([
      'training.warmupSteps',
    ]);
    expect(issuePaths({ training: { learningRate: 1e-4 } })).toEqual([
      'training.minimumLearningRate',
    ]);
  });
});

describe('presets', () => {
  it.each(presetNames)('%s can be run and is recognised', (name) => {
    const spec = applyPreset(defaultSpec, name);
    expect(findProblems(spec)).toEqual([]);
    expect(parseSpec(spec)).toEqual({ ok: true, spec });
    expect(matchingPreset(spec)).toBe(name);
  });
});
