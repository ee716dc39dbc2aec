/**
 * @file Rotary position embedding in plain numbers, for the pictures (RoFormer, Su et al. 2021,
 * arXiv:2104.09864). Component i turns with component i + headDim/2; a model with other pairs has its
 * vectors put into this order first.
 */

/**
 * The vector `[headDim]` with every pair turned by position · θ_i.
 * @param angles θ_i of each pair, radians per position, `[headDim/2]`; 0 where it does not turn
 */
export function rotate(
  vector: ArrayLike<number>,
  position: number,
  angles: readonly number[],
): number[] {
  const half = vector.length / 2;
  const turned = new Array<number>(vector.length).fill(0);
  angles.forEach((theta, pair) => {
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
  angles: readonly number[],
): number[] {
  const half = query.length / 2;
  const turnedQuery = rotate(query, queryPosition, angles);
  const turnedKey = rotate(key, keyPosition, angles);
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
  angles: readonly number[],
): number {
  const products = pairProducts(query, key, queryPosition, keyPosition, angles);
  return products.reduce((sum, product) => sum + product, 0) / Math.sqrt(query.length);
}
