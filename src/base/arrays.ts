/**
 * @file Named float arrays: weights and the like, away from any engine.
 */
export type NamedArrays = Record<string, { shape: number[]; data: Float32Array }>;
