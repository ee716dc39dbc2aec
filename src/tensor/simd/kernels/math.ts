/**
 * @file Elementary functions on four numbers at a time, to about 1e-7 of their value.
 */
import { ActivationCode } from '../opcode';
import { zeros } from './lanes';

/** a·b + c; rounded once where the processor can. */
// @inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Below this, e to the power of x is no normal number any more: taken as 0. */
const lowestExponent: f32 = -87.3;
const highestExponent: f32 = 88.3;
/** 1.5 · 2²³: what is added to it is rounded to an integer, which stands in the low bits. */
const rounder: f32 = 12582912;

/** 2ⁿ · e^r with |r| ≤ ln 2 / 2, the latter by its series up to the sixth power. */
// @inline
export function exp(x: v128): v128 {
  const inside = f32x4.pmin(
    f32x4.pmax(x, f32x4.splat(lowestExponent)),
    f32x4.splat(highestExponent),
  );
  const rounded = f32x4.add(f32x4.mul(inside, f32x4.splat(1.44269504)), f32x4.splat(rounder));
  const n = f32x4.sub(rounded, f32x4.splat(rounder));
  // ln 2 in two parts: the first has few bits, so that its product with n is exact.
  let r = multiplyAdd(n, f32x4.splat(-0.693359375), inside);
  r = multiplyAdd(n, f32x4.splat(2.1219444e-4), r);
  let sum = multiplyAdd(r, f32x4.splat(1.0 / 720.0), f32x4.splat(1.0 / 120.0));
  sum = multiplyAdd(sum, r, f32x4.splat(1.0 / 24.0));
  sum = multiplyAdd(sum, r, f32x4.splat(1.0 / 6.0));
  sum = multiplyAdd(sum, r, f32x4.splat(0.5));
  sum = multiplyAdd(sum, r, f32x4.splat(1));
  sum = multiplyAdd(sum, r, f32x4.splat(1));
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(127 << 23));
  const result = f32x4.mul(sum, power);
  return v128.andnot(result, f32x4.lt(x, f32x4.splat(lowestExponent)));
}

// @inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp(f32x4.neg(x))));
}

/** log x = e·ln 2 + 2·artanh((m − 1)/(m + 1)) for x = m·2ᵉ, √½ ≤ m < √2; NaN unless 0 < x < ∞. */
export function log(x: f32): f64 {
  if (!(x > 0 && x < f32.MAX_VALUE)) return NaN;
  const bits = reinterpret<u64>(<f64>x);
  // The bits of √½ taken off first, so that the mantissa is cut there.
  const shifted = bits - 0x3fe6a09e667f3bcd;
  const e = (<i64>shifted) >> 52;
  const m = reinterpret<f64>(bits - ((<u64>e) << 52));
  const s = (m - 1) / (m + 1);
  const square = s * s;
  const series = 1 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0 + square / 9)));
  return <f64>e * 0.6931471805599453 + 2 * s * series;
}

/** GELU in its tanh form is x · sigmoid(slope·x + cubic·x³). */
const geluSlope: f32 = 1.5957691216057308;
const geluCubic: f32 = 0.07135481627362887;

// @inline
function geluInner(x: v128): v128 {
  const square = f32x4.mul(x, x);
  return f32x4.mul(x, multiplyAdd(square, f32x4.splat(geluCubic), f32x4.splat(geluSlope)));
}

/** e^(−x²/2): the normal density, but for its factor. */
// @inline
export function bell(x: v128): v128 {
  return exp(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

/** Φ(x), the share of a normal distribution below x, from `bell(x)`; see `normal-distribution.ts`. */
// @inline
export function normalShare(x: v128, power: v128): v128 {
  const one = f32x4.splat(1);
  const t = f32x4.div(one, multiplyAdd(f32x4.abs(x), f32x4.splat(0.23164187), one));
  let sum = multiplyAdd(t, f32x4.splat(0.5307027145), f32x4.splat(-0.7265760135));
  sum = multiplyAdd(sum, t, f32x4.splat(0.7107068705));
  sum = multiplyAdd(sum, t, f32x4.splat(-0.142248368));
  sum = multiplyAdd(sum, t, f32x4.splat(0.127414796));
  const tail = f32x4.mul(f32x4.mul(sum, t), power);
  return v128.bitselect(f32x4.sub(one, tail), tail, f32x4.gt(x, zeros()));
}

/** log(1 + eˣ) = max(0, x) + 2·artanh(s) with s = p / (2 + p), p = e^−|x|: exact also for small p. */
// @inline
function softplus(x: v128): v128 {
  const one = f32x4.splat(1);
  const power = exp(f32x4.neg(f32x4.abs(x)));
  const s = f32x4.div(power, f32x4.add(f32x4.splat(2), power));
  const square = f32x4.mul(s, s);
  let sum = multiplyAdd(square, f32x4.splat(1.0 / 11.0), f32x4.splat(1.0 / 9.0));
  sum = multiplyAdd(sum, square, f32x4.splat(1.0 / 7.0));
  sum = multiplyAdd(sum, square, f32x4.splat(0.2));
  sum = multiplyAdd(sum, square, f32x4.splat(1.0 / 3.0));
  sum = multiplyAdd(sum, square, one);
  const more = f32x4.mul(f32x4.add(s, s), sum);
  return f32x4.add(f32x4.pmax(x, zeros()), more);
}

// @inline
export function activate(kind: i32, x: v128): v128 {
  if (kind == ActivationCode.Gelu) return f32x4.mul(x, sigmoid(geluInner(x)));
  if (kind == ActivationCode.Silu) return f32x4.mul(x, sigmoid(x));
  if (kind == ActivationCode.GeluErf) return f32x4.mul(x, normalShare(x, bell(x)));
  if (kind == ActivationCode.Softplus) return softplus(x);
  // Not `max(x, 0)`, which would hide a NaN.
  return v128.andnot(x, f32x4.lt(x, zeros()));
}

// @inline
export function activationSlope(kind: i32, x: v128): v128 {
  const one = f32x4.splat(1);
  if (kind == ActivationCode.Relu) return v128.and(one, f32x4.gt(x, zeros()));
  if (kind == ActivationCode.Softplus) return sigmoid(x);
  if (kind == ActivationCode.GeluErf) {
    const power = bell(x);
    const density = f32x4.mul(power, f32x4.splat(0.3989422804));
    return multiplyAdd(x, density, normalShare(x, power));
  }
  // d(x·g(u))/dx = g + x·g·(1 − g)·du/dx
  let inner = x;
  let innerSlope = one;
  if (kind == ActivationCode.Gelu) {
    inner = geluInner(x);
    const square = f32x4.mul(x, x);
    innerSlope = multiplyAdd(square, f32x4.splat(3 * geluCubic), f32x4.splat(geluSlope));
  }
  const gate = sigmoid(inner);
  const gateSlope = f32x4.mul(f32x4.mul(gate, f32x4.sub(one, gate)), innerSlope);
  return multiplyAdd(x, gateSlope, gate);
}
