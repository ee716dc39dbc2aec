/**
 * @file Which elements a dropout mask drops: a pure function of (key, site, index), so the backward
 * pass asks again instead of storing it, and every machine drops the same ones. A counter-based
 * generator on 32-bit integers after Wellons' lowbias32 (nullprogram.com/blog/2018/07/31).
 */

/** A bijection of 32-bit integers in which every input bit changes half of the output bits. */
export function mixBits(bits: number): number {
  let x = bits;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Of one training step: to be fed as int32. */
export function dropoutKey(seed: number, step: number): number {
  return mixBits(mixBits(seed) ^ step) | 0;
}

/** Of one mask among the step's. */
export function siteKey(key: number, site: number): number {
  return mixBits(key ^ Math.imul(site + 1, 0x9e3779b9));
}

/** Elements whose bits are below this are dropped. */
export function dropoutThreshold(rate: number): number {
  return Math.min(0xffffffff, Math.floor(rate * 2 ** 32));
}

/** Uniform 32 bits of an element. */
export function maskBits(keyOfSite: number, index: number): number {
  return mixBits(mixBits((index + keyOfSite) | 0) ^ keyOfSite);
}
