/**
 * @file A seeded permutation of the numbers below a bound that needs no table: drawing without
 * repetition, any draw at once. A Feistel network over the smallest even number of bits that holds the
 * bound, walked on until the result is below it (Black & Rogaway 2002, “Ciphers with arbitrary finite
 * domains”). Not for cryptography.
 */
import { hashKeys, mix } from './random';

const rounds = 4;

/**
 * Makes the permutation that belongs to a list of keys.
 * @param size up to 2⁵²
 * @returns a function from [0, size) onto [0, size)
 */
export function permutation(size: number, ...keys: (string | number)[]): (index: number) => number {
  const halfBits = Math.max(1, Math.ceil(Math.log2(size) / 2));
  const half = 2 ** halfBits;
  const roundKeys = Array.from({ length: rounds }, (_, round) => hashKeys([...keys, round]));
  const once = (index: number) => {
    let left = Math.floor(index / half);
    let right = index % half;
    for (const key of roundKeys) {
      [left, right] = [right, (left ^ (mix(right ^ key) & (half - 1))) >>> 0];
    }
    return left * half + right;
  };
  return (index) => {
    let result = once(index);
    while (result >= size) result = once(result);
    return result;
  };
}
