import { describe, expect, it } from 'vitest';
import { strongestKey, vectorAt } from './vectors';

const tokens = [0, 1, 2].map((id) => ({ id, label: String(id) }));
/** `[layers 2, heads 2, time 3, headDim 2]`, each number tells its own place. */
const vectors = Float32Array.from({ length: 24 }, (_, index) => index);
/** Head 0 of layer 1: the last token looks mostly at itself, then at token 1. */
const probabilities = new Float32Array(36);
probabilities.set([1, 0, 0, 0.9, 0.1, 0, 0.1, 0.3, 0.6], 18);
const inspection = {
  step: 0,
  tokens,
  layers: 2,
  heads: 2,
  headDim: 2,
  causal: true,
  answer: null,
  probabilities,
  query: vectors,
  key: vectors,
};

describe('vectors of an inspection', () => {
  it('takes the vector of one layer, head and token', () => {
    expect([...vectorAt(vectors, inspection, { layer: 0, head: 0, time: 0 })]).toEqual([0, 1]);
    expect([...vectorAt(vectors, inspection, { layer: 1, head: 0, time: 2 })]).toEqual([16, 17]);
    expect([...vectorAt(vectors, inspection, { layer: 1, head: 1, time: 2 })]).toEqual([22, 23]);
  });

  it('finds the key that a query looks at most, besides itself', () => {
    expect(strongestKey(inspection, 1, 0, 2)).toBe(1);
    expect(strongestKey(inspection, 1, 0, 1)).toBe(0);
    expect(strongestKey(inspection, 1, 0, 0)).toBe(0);
  });
});
