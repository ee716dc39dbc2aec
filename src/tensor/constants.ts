/** @file Numbers that every machine must agree on. */

/** Added to the variance in norms; PyTorch's default. */
export const normEpsilon = 1e-5;

/** PyTorch's `clip_grad_norm_` adds this to the norm. */
export const clipEpsilon = 1e-6;

/**
 * GELU in the tanh form of GPT-2 (Hendrycks & Gimpel 2016, arXiv 1606.08415), written with the
 * sigmoid: gelu(x) = x·sigmoid(geluSlope·x + geluCubic·x³).
 */
export const geluSlope = 2 * Math.sqrt(2 / Math.PI);
export const geluCubic = geluSlope * 0.044715;

/** Parts of a flat vector begin at multiples of this many elements (WebGPU binds at 256 bytes). */
export const partAlignment = 64;
