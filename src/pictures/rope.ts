/**
 * @file Rotary position embedding in plain numbers, for the pictures (RoFormer, Su et al. 2021,
 * arXiv:2104.09864). Pairs are half-split: component i turns with component i + headDim/2.
 */

/** θ_i = base^(−2i/headDim) for i in [0, headDim/2): radians per position. */
export function ropeAngles(headDim: number, base: number): number[] {
  return Array.from({ length: headDim / 2 }, (_, pair) => base ** ((-2 * pair) / headDim));
}

/** The vector `[headDim]` with every pair turned by position · θ_i. */
export function rotate(vector: ArrayLike<number>, position: number, base: number): number[] {
  const half = vector.length / 2;
  const turned = new Array<number>(vector.length).fill(0);
  ropeAngles(vector.length, base).forEach((theta, pair) => {
    const cosine = Math.cos(position * theta);
    const sine = Math.sin(position * theta);
    const first = vector[pair] ?? 0;
    const second = vector[pair + half] ?? 0;
    turned[pair] = first * cosine - second * sine;
    turned[pair + half] = first * sine + second * cosine;
  });
  return turned;
}

/** ⟨R_m q, R_n k⟩ pair by pair, `[headDim/2]`; the sum is the attention score before scaling. */
export function pairProducts(
  query: ArrayLike<number>,
  key: ArrayLike<number>,
  queryPosition: number,
  keyPosition: number,
  base: number,
): number[] {
  const half = query.length / 2;
  const turnedQuery = rotate(query, queryPosition, base);
  const turnedKey = rotate(key, keyPosition, base);
  return Array.from({ length: half }, (_, pair) => {
    const first = (turnedQuery[pair] ?? 0) * (turnedKey[pair] ?? 0);
    return first + (turnedQuery[pair + half] ?? 0) * (turnedKey[pair + half] ?? 0);
  });
}

/** Attention score ⟨R_m q, R_n k⟩ / √headDim. */
export function ropeScore(
  query: ArrayLike<number>,
  key: ArrayLike<number>,
  queryPosition: number,
  keyPosition: number,
  base: number,
): number {
  const products = pairProducts(query, key, queryPosition, keyPosition, base);
  return products.reduce((sum, product) => sum + product, 0) / Math.sqrt(query.length);
}
