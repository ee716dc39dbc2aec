import { expect, it } from 'vitest';
import { matmulClassOf } from './matmul-class';

const base = { kind: 'matmul', activation: null, activationGradient: null } as const;

it('sorts the products of a transformer', () => {
  const [rows, width, inner] = [1024, 96, 384];
  const [transposeA, transposeB] = [false, false];
  const forward = { ...base, m: rows, n: inner, k: width, transposeA, transposeB };
  expect(matmulClassOf(forward)).toBe('nn-wide');
  const ofInput = { ...base, m: rows, n: width, k: inner, transposeA, transposeB: true };
  expect(matmulClassOf(ofInput)).toBe('nt-wide');
  const ofWeight = { ...base, m: width, n: inner, k: rows, transposeA: true, transposeB };
  expect(matmulClassOf(ofWeight)).toBe('tn-long');
  const decoding = { ...forward, m: 5 };
  expect(matmulClassOf(decoding)).toBe('nn-small');
  // Long sums alone are no reason to cut them: these have outputs enough for any device.
  expect(matmulClassOf({ ...ofWeight, m: 1024, n: 4096, k: 4096 })).toBe('tn-wide');
});
