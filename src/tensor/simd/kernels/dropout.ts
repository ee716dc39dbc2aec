/** @file The dropout masks of `dropout-mask.ts`, four elements at a time. */

/** A bijection of 32-bit integers (`mixBits`). */
// @inline
function mixBits(bits: v128): v128 {
  let x = v128.xor(bits, i32x4.shr_u(bits, 16));
  x = i32x4.mul(x, i32x4.splat(0x7feb352d));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** In all four lanes. */
export function siteKeyOf(dropoutKey: i32, site: i32): v128 {
  return mixBits(i32x4.splat(dropoutKey ^ ((site + 1) * <i32>0x9e3779b9)));
}

/** 0 for elements that are dropped, `kept` for the others. */
// @inline
export function dropoutFactor(keyOfSite: v128, threshold: i32, kept: v128, index: v128): v128 {
  const bits = mixBits(v128.xor(mixBits(i32x4.add(index, keyOfSite)), keyOfSite));
  return v128.and(kept, i32x4.ge_u(bits, i32x4.splat(threshold)));
}
