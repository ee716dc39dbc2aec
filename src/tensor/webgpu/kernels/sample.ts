/**
 * @file Drawing a token for each row, a workgroup for each. Nothing is sorted: the place where the mass
 * of the likeliest tokens passes a bound is found by bisection over the order of floats, whose bits
 * are in the order of integers, and then over ids among equal ones; two bits at a time, so that one
 * look at the row settles them. Sums are always cut alike, so results repeat.
 */
import type { OperationOf } from '../../program/operation';
import { input, lineKernel, output, type Kernel } from '../kernel';

export function sampleKernel({ rows, vocabulary }: OperationOf<'sample'>): Kernel {
  // The invocations of a workgroup add up their sums in two rounds of so many each.
  const stride = vocabulary > 4096 ? 16 : vocabulary > 64 ? 8 : 4;
  const size = stride * stride;
  const last = vocabulary - 1;
  const idBits = 2 * Math.ceil(Math.log2(Math.max(2, vocabulary)) / 2);
  return lineKernel({
    operands: [
      input('logits', rows * vocabulary),
      input('settings', rows * 4),
      output('ids', rows, 'i32'),
    ],
    declarations: `
struct Row { start: u32, largest: f32, temperature: f32, isCount: bool }
// A token's place in the order: by falling key, then by falling turn, which is by id.
struct Place { key: u32, turn: u32 }

var<workgroup> sums: array<vec4<f32>, ${size}>;
var<workgroup> parts: array<vec4<f32>, ${stride}>;
var<workgroup> largestKey: atomic<u32>;
var<workgroup> largestTurn: atomic<u32>;
var<workgroup> given: vec4<f32>;

// 0 and -0 are one.
fn keyOf(logit: f32) -> u32 {
  let bits = select(bitcast<u32>(logit), 0u, logit == 0.0);
  return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

fn logitOf(key: u32) -> f32 {
  return bitcast<f32>(select(~key, key & 0x7fffffffu, key >= 0x80000000u));
}

fn below(positive: f32) -> f32 { return bitcast<f32>(bitcast<u32>(positive) - 1u); }

// Mass, or number, of the tokens that stand at or before each of four places.
fn massUpTo(row: Row, keys: vec4<u32>, turns: vec4<u32>, local: u32) -> vec4<f32> {
  var own = vec4<f32>();
  for (var id = local; id < ${vocabulary}u; id += ${size}u) {
    let logit = logits[row.start + id];
    let key = vec4<u32>(keyOf(logit));
    let turn = vec4<u32>(${last}u - id);
    var weight = 1.0;
    if (!row.isCount) { weight = exp((logit - row.largest) / row.temperature); }
    let isBefore = (key > keys) | ((key == keys) & (turn >= turns));
    own += select(vec4<f32>(), vec4<f32>(weight), isBefore);
  }
  sums[local] = own;
  workgroupBarrier();
  if (local < ${stride}u) {
    for (var other = local + ${stride}u; other < ${size}u; other += ${stride}u) { own += sums[other]; }
    parts[local] = own;
  }
  workgroupBarrier();
  var whole = parts[0];
  for (var other = 1u; other < ${stride}u; other++) { whole += parts[other]; }
  return whole;
}

// The largest key from which on upwards there is more than the bound.
fn keyPassing(row: Row, bound: f32, local: u32) -> u32 {
  var key = 0u;
  for (var bit = 32u; bit > 0u;) {
    bit -= 2u;
    let masses = massUpTo(row, candidates(key, bit), vec4<u32>(), local);
    key |= stepPassing(masses, bound) << bit;
  }
  return key;
}

// The first place at which there is more than the bound.
fn passing(row: Row, bound: f32, local: u32) -> Place {
  let key = keyPassing(row, bound, local);
  var turn = 0u;
  for (var bit = ${idBits}u; bit > 0u;) {
    bit -= 2u;
    let masses = massUpTo(row, vec4<u32>(key), candidates(turn, bit), local);
    turn |= stepPassing(masses, bound) << bit;
  }
  return Place(key, turn);
}

// A number with each choice of two bits.
fn candidates(number: u32, bit: u32) -> vec4<u32> {
  return vec4<u32>(number) | (vec4<u32>(0u, 1u, 2u, 3u) << vec4<u32>(bit));
}

// The last of the four that passes; the first one is known to.
fn stepPassing(masses: vec4<f32>, bound: f32) -> u32 {
  let passes = select(vec4<u32>(), vec4<u32>(1u), masses > vec4<f32>(bound));
  return passes.y + passes.z + passes.w;
}

// The first token with this key.
fn firstWith(start: u32, key: u32, local: u32) -> u32 {
  for (var id = local; id < ${vocabulary}u; id += ${size}u) {
    if (keyOf(logits[start + id]) == key) {
      atomicMax(&largestTurn, ${last}u - id);
      break;
    }
  }
  workgroupBarrier();
  return ${last}u - atomicLoad(&largestTurn);
}

fn draw(start: u32, largest: u32, cut: vec4<f32>, local: u32) -> u32 {
  if (!(cut.x > 0.0)) { return firstWith(start, largest, local); }
  let row = Row(start, logitOf(largest), cut.x, false);
  var end = Place();
  if (cut.y > 0.0 && cut.y < ${vocabulary}.0) {
    var counted = row;
    counted.isCount = true;
    end.key = keyPassing(counted, cut.y - 1.0, local);
  }
  var kept = massUpTo(row, vec4<u32>(end.key), vec4<u32>(), local).x;
  if (cut.z < 1.0) {
    // The token that reaches the bound passes what is a hair below it.
    end = passing(row, below(max(cut.z * kept, 1.2e-38)), local);
    kept = massUpTo(row, vec4<u32>(end.key), vec4<u32>(end.turn), local).x;
  }
  return ${last}u - passing(row, min(cut.w * kept, below(kept)), local).turn;
}`,
    size,
    workgroups: rows,
    body: `let start = group * ${vocabulary}u;
  var key = 0u;
  for (var id = local; id < ${vocabulary}u; id += ${size}u) { key = max(key, keyOf(logits[start + id])); }
  atomicMax(&largestKey, key);
  if (local == 0u) {
    let at = group * 4u;
    given = vec4<f32>(settings[at], settings[at + 1u], settings[at + 2u], settings[at + 3u]);
  }
  let cut = workgroupUniformLoad(&given);
  let id = draw(start, atomicLoad(&largestKey), cut, local);
  if (local == 0u) { outIds[group] = i32(id); }`,
  });
}
