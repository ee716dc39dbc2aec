import { describe, expect, it } from 'vitest';
import { withModel } from './objective-choice';
import {
  applyFamily,
  applyPreset,
  blockFamilies,
  matchingFamily,
  matchingPreset,
  presetNames,
} from './presets';
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
    expect(issuePaths({ decoding: { columns: [{ kind: 'top-k', k: -1 }] } })).toEqual([
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
    expect(issuePaths({ model: { heads: 4, keyValueHeads: 3 } })).toEqual(['model.keyValueHeads']);
    expect(() => requireSpec({ model: { width: 66 } })).toThrow(/model\.heads.*66/);
  });

  it('refuses a vocabulary without room for what it must start with', () => {
    const tokenizer = (change: object) => issuePaths({ tokenizer: change });
    const specialTokens = ['<|user|>', '[SEP]'];
    expect(tokenizer({ kind: 'bpe', vocabularySize: 258, specialTokens })).toEqual([
      'tokenizer.vocabularySize',
    ]);
    expect(tokenizer({ kind: 'bpe', vocabularySize: 259, specialTokens })).toEqual([]);
    expect(tokenizer({ kind: 'unigram', vocabularySize: 258, byteFallback: true })).toEqual([
      'tokenizer.vocabularySize',
    ]);
    expect(tokenizer({ kind: 'unigram', vocabularySize: 259, byteFallback: true })).toEqual([]);
    expect(tokenizer({ kind: 'bytes', vocabularySize: 257, specialTokens })).toEqual([]);
  });

  it('refuses special tokens that could be mistaken for text', () => {
    const tokens = (...specialTokens: string[]) => issuePaths({ tokenizer: { specialTokens } });
    expect(tokens('<|user|>', '[SEP]', '<中文>')).toEqual([]);
    for (const wrong of ['user', '', '<>', '<|endoftext|>', '[UNK]', '<0x41>', '<a\n>']) {
      expect(tokens(wrong)).toEqual(['tokenizer.specialTokens']);
    }
    expect(tokens('<a>', '<a>')).toEqual(['tokenizer.specialTokens']);
    expect(tokens(...Array.from({ length: 17 }, (_, index) => `<${index}>`))).toEqual([
      'tokenizer.specialTokens',
    ]);
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

it('the default is the small preset', () => {
  expect(matchingPreset(defaultSpec)).toBe('small');
});

describe('families of blocks', () => {
  it.each(blockFamilies)('%s can be run at every size and is recognised', (family) => {
    for (const name of presetNames) {
      const spec = applyPreset(defaultSpec, name);
      const model = applyFamily(spec.model, family);
      const changed = withModel(spec, model);
      expect(parseSpec(changed)).toEqual({ ok: true, spec: changed });
      expect(matchingFamily(model)).toBe(family);
    }
    expect(matchingFamily(defaultSpec.model)).toBeNull();
  });
});
