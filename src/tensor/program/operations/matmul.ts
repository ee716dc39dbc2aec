/**
 * @file The matrix product, with what is done to its result at once.
 */
import type { ActivationKind } from './elementwise';

/**
 * y = epilogue(A·B): A is a as [m, k], or aᵀ of a [k, m]; B is b as [k, n], or bᵀ of b [n, k].
 * Epilogue in this order: + bias[n]; stored as `before` where that is asked for; `activation`;
 * or, with `activationGradient`, · activation′(argument); + residual.
 * columnSums[n] = Σₖ b[k, n] (only with transposeA and not transposeB: the bias's gradient).
 * With `count`, so many products of these sizes: of every operand, each has its own, one behind the
 * other.
 * {a, b, bias? [n], argument? [m, n], residual? [m, n]}
 * → {y [m, n], before? [m, n], columnSums? [n]}
 */
export type MatmulOperation = {
  kind: 'matmul';
  count?: number;
  m: number;
  n: number;
  k: number;
  transposeA: boolean;
  transposeB: boolean;
  activation: ActivationKind | null;
  activationGradient: ActivationKind | null;
};
