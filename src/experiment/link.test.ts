import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomLink } from '../decoding/processors/testing';
import { positionSchemes } from '../models/config';
import { specDifferences } from './differences';
import { specFromLink, specToLink } from './link';
import { defaultSpec, parseSpec, requireSpec, type SpecInput } from './spec';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Valid specs over the fields that people change most. */
const specs = fc
  .record({
    name: fc.string({ maxLength: 30 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    heads: fc.constantFrom(1, 2, 4),
    layers: fc.integer({ min: 1, max: 8 }),
    positions: fc.constantFrom(...positionSchemes),
    dropout: fc.double({ min: 0, max: 0.9, noNaN: true }),
    steps: fc.integer({ min: 100, max: 10_000 }),
    text: fc.constantFrom<SpecInput['text']>(
      { source: 'arithmetic' },
      { source: 'chinese-stories', documents: 50 },
      { source: 'own', name: '唐诗.txt', fingerprint: 'abc' },
    ),
    prompt: fc.string({ unit: 'grapheme', maxLength: 40 }),
    links: fc.array(randomLink, { maxLength: 4 }),
  })
  .map(({ name, seed, heads, layers, positions, dropout, steps, text, prompt, links }) =>
    requireSpec({
      name,
      seed,
      text,
      model: { heads, layers, positions, dropout },
      training: { steps },
      decoding: { prompt, columns: [{ kind: 'chain', links }] },
    }),
  );

describe('a spec as a link', () => {
  it('is empty for the default spec', () => {
    expect(specToLink(defaultSpec)).toBe('');
    expect(specFromLink('')).toEqual({ spec: defaultSpec, problem: null });
  });

  it('carries only what is not default', () => {
    const link = specToLink(requireSpec({ seed: 7 }));
    const [version, body] = link.split('.');
    expect(version).toBe('1');
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toEqual({ seed: 7 });
  });

  it('gives back every spec', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        expect(specFromLink(specToLink(spec))).toEqual({ spec, problem: null });
      }),
    );
  });

  it('opens with a message when it is newer, unreadable or invalid', () => {
    expect(specFromLink('2.e30').problem?.code).toBe('link.newer');
    expect(specFromLink('nonsense').problem?.code).toBe('link.unreadable');
    expect(specFromLink('1.!!!').problem?.code).toBe('link.unreadable');
    expect(specFromLink(`1.${encode([1])}`).problem?.code).toBe('link.invalid');
    const wrong = specFromLink(`1.${encode({ model: { layers: 1000 }, colour: 1 })}`);
    expect(wrong.problem?.code).toBe('link.invalid');
    expect(wrong.problem?.message).toContain('model.layers');
    expect(wrong.spec).toEqual(defaultSpec);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(parseSpec(specFromLink(text).spec).ok).toBe(true);
        expect(parseSpec(specFromLink(`1.${text}`).spec).ok).toBe(true);
      }),
    );
  });
});

describe('differences of specs', () => {
  it('names each field that differs', () => {
    const before = requireSpec({});
    const after = requireSpec({ model: { layers: 3 }, training: { betas: [0.8, 0.99] } });
    expect(specDifferences(before, after)).toEqual([
      { path: 'model.layers', before: 2, after: 3 },
      { path: 'training.betas', before: [0.9, 0.99], after: [0.8, 0.99] },
    ]);
  });
});
