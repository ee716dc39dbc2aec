/**
 * @file A matrix product and an attention without options, for tests.
 */

export const plainMatmul = {
  kind: 'matmul',
  m: 5,
  n: 4,
  k: 3,
  transposeA: false,
  transposeB: false,
  activation: null,
  activationGradient: null,
} as const;

export const plainAttention = {
  batch: 2,
  time: 5,
  heads: 4,
  keyValueHeads: 2,
  headDim: 6,
  dropout: 0,
  site: 0,
};
