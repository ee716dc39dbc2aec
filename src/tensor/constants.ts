/** @file Numbers that every machine must agree on. */

/** Added to the variance in norms; PyTorch's default. */
export const normEpsilon = 1e-5;

/** PyTorch's `clip_grad_norm_` adds this to the norm. */
export const clipEpsilon = 1e-6;

/**
 * Muon (Jordan et al. 2024): X ← a·X + (b·A + c·A²)·X with A = X·Xᵀ, five times, drives the singular
 * values of a matrix of norm 1 towards 1. `epsilon` is added to the norm.
 */
export const newtonSchulz = {
  a: 3.4445,
  b: -4.775,
  c: 2.0315,
  iterations: 5,
  epsilon: 1e-7,
} as const;

/**
 * Muon's step is so much times √max(rows, columns) larger, and then as large as AdamW's usual one
 * (Liu et al. 2025, arXiv 2502.16982).
 */
export const muonScale = 0.2;

/**
 * GELU in the tanh form of GPT-2 (Hendrycks & Gimpel 2016, arXiv 1606.08415), written with the
 * sigmoid: gelu(x) = x·sigmoid(geluSlope·x + geluCubic·x³).
 */
export const geluSlope = 2 * Math.sqrt(2 / Math.PI);
export const geluCubic = geluSlope * 0.044715;

/** Parts of a flat vector begin at multiples of this many elements (WebGPU binds at 256 bytes, float16). */
export const partAlignment = 128;
