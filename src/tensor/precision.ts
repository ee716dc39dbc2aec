/**
 * @file Mixed precision (Micikevicius et al. 2017, arXiv 1710.03740): what is computed is stored as
 * float16, half the bytes; sums, statistics, the loss, gradients of weights, and the weights that the
 * optimiser changes are float32. So that small gradients do not vanish in float16 the loss's gradient is
 * multiplied by a number, the loss scale, which follows from what overflows.
 */
export const precisions = ['float32', 'mixed'] as const;
export type Precision = (typeof precisions)[number];

export const lossScaling = {
  /** A power of two, as all scales: to multiply by it changes no digit. */
  initial: 2 ** 15,
  least: 1,
  /** Beyond it, squares of gradients would leave float32. */
  most: 2 ** 24,
  /** After so many good steps in a row the scale is doubled. */
  interval: 200,
} as const;
