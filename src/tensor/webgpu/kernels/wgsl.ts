/**
 * @file WGSL that several kernels share: activations with their derivatives, the dropout mask, numbers.
 */
import { geluCubic, geluSlope } from '../../constants';
import { dropoutThreshold } from '../../dropout-mask';
import { highestDensity, tailPole, tailSeries } from '../../normal-distribution';
import type { ActivationKind } from '../../program/operations/elementwise';
import type { Element } from '../kernel';

/** A float constant. */
export function float(value: number): string {
  return `f32(${Math.fround(value)})`;
}

const logistic = (argument: string) => `1.0 / (1.0 + exp(-(${argument})))`;
const geluGate = logistic(`x * (${float(geluSlope)} + ${float(geluCubic)} * x * x)`);

/** Leaves `power`, e^(−x²/2), and `below`, Φ(x); see `normal-distribution.ts`. */
export const normalShare = (type: Element) => `let power = exp(-0.5 * x * x);
  let t = 1.0 / (1.0 + ${float(tailPole)} * abs(x));
  let tail = ${tailSeries.reduceRight((inner, factor) => `t * (${float(factor)}${inner && ` + ${inner}`})`, '')} * power;
  let below = select(tail, 1.0 - tail, x > ${type}(0.0));`;

/** The normal density at x. */
export const densityAt = (x: string) => `${float(highestDensity)} * exp(-0.5 * ${x} * ${x})`;

/** Leaves `more`, log(1 + e^−|x|) = 2·artanh(s), exact also where the logarithm of the sum would be 0. */
const logOfMore = `let power = exp(-abs(x));
  let s = power / (2.0 + power);
  let square = s * s;
  let more = 2.0 * s * (1.0 + square * (${float(1 / 3)} + square * (0.2 + square * (${float(1 / 7)} + square * (${float(1 / 9)} + square * ${float(1 / 11)})))));`;

/** `fn activation(x)` of numbers or vectors. */
export function activationFunction(kind: ActivationKind, type: Element = 'f32'): string {
  const statements = {
    gelu: `return x * (${geluGate});`,
    geluErf: `${normalShare(type)}
  return x * below;`,
    silu: `return x * (${logistic('x')});`,
    relu: `return max(x, ${type}(0.0));`,
    softplus: `${logOfMore}
  return max(x, ${type}(0.0)) + more;`,
  };
  return `fn activation(x: ${type}) -> ${type} {
  ${statements[kind]}
}
`;
}

/** `fn activationSlope(x)`: its derivative */
export function activationSlopeFunction(kind: ActivationKind, type: Element = 'f32'): string {
  const statements = {
    gelu: `let gate = ${geluGate};
  let slope = ${float(geluSlope)} + ${float(3 * geluCubic)} * x * x;
  return gate + x * gate * (1.0 - gate) * slope;`,
    geluErf: `${normalShare(type)}
  return below + x * (${float(highestDensity)} * power);`,
    silu: `let gate = ${logistic('x')};
  return gate + x * gate * (1.0 - gate);`,
    relu: `return select(${type}(0.0), ${type}(1.0), x > ${type}(0.0));`,
    softplus: `return ${logistic('x')};`,
  };
  return `fn activationSlope(x: ${type}) -> ${type} {
  ${statements[kind]}
}
`;
}

/**
 * `siteKey(key, site)` and `keptShare(siteKey, index)`: 0 for dropped elements, else 1 / (1 − rate).
 * The same bits as `dropout-mask.ts`.
 * @param wide of four elements at once
 */
export function dropoutFunctions(rate: number, wide = false): string {
  const integers = wide ? 'vec4<u32>' : 'u32';
  const floats = wide ? 'vec4<f32>' : 'f32';
  const mix = (name: string, type: string) => `
fn ${name}(bits: ${type}) -> ${type} {
  var x = bits;
  x = (x ^ (x >> ${type}(16u))) * 0x7feb352du;
  x = (x ^ (x >> ${type}(15u))) * 0x846ca68bu;
  return x ^ (x >> ${type}(16u));
}`;
  return `${mix('mixBits', 'u32')}${wide ? mix('mixWide', integers) : ''}
fn siteKey(key: i32, site: u32) -> u32 {
  return mixBits(bitcast<u32>(key) ^ ((site + 1u) * 0x9e3779b9u));
}
fn keptShare(key: u32, index: ${integers}) -> ${floats} {
  let keys = ${integers}(key);
  let bits = ${wide ? 'mixWide(mixWide' : 'mixBits(mixBits'}(index + keys) ^ keys);
  return select(${floats}(${float(1 / (1 - rate))}), ${floats}(0.0), bits < ${integers}(${dropoutThreshold(rate)}u));
}
`;
}
