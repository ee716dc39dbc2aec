/**
 * @file Lanes: invocations that share a row. With subgroups, four lanes of a quad exchange numbers in
 * registers, without a barrier; else as many as `sharedLanes` do so through workgroup memory.
 */
import type { WgslFeature } from '../kernel';

export const laneExchanges = ['quads', 'shared'] as const;
export type LaneExchange = (typeof laneExchanges)[number];

export interface Lanes {
  /** Lanes of a row. */
  count: number;
  /** Invocations in a workgroup. */
  size: number;
  /** Rows in a workgroup. */
  rows: number;
  features: readonly WgslFeature[];
  /** Defines `laneSum` and `laneMax` of (value, local); all invocations must call them. */
  declarations: string;
}

const size = 64;
const sharedLanes = 32;

/** `wholeSums`: each lane gets the quad's sum of the number of its rank. */
export const quadDeclarations = `
fn laneSum(value: f32, local: u32) -> f32 {
  let pair = value + quadSwapX(value);
  return pair + quadSwapY(pair);
}
fn laneMax(value: f32, local: u32) -> f32 {
  let pair = max(value, quadSwapX(value));
  return max(pair, quadSwapY(pair));
}
fn wholeSums(x0: f32, x1: f32, x2: f32, x3: f32, lane: u32) -> f32 {
  let isOdd = (lane & 1u) == 1u;
  let isUpper = (lane & 2u) == 2u;
  let low = select(x0, x1, isOdd) + quadSwapX(select(x1, x0, isOdd));
  let high = select(x2, x3, isOdd) + quadSwapX(select(x3, x2, isOdd));
  return select(low, high, isUpper) + quadSwapY(select(high, low, isUpper));
}
`;

function sharedReduction(name: string, combine: (left: string, right: string) => string): string {
  return `
fn ${name}(value: f32, local: u32) -> f32 {
  exchange[local] = value;
  workgroupBarrier();
  for (var reach = ${sharedLanes / 2}u; reach > 0u; reach /= 2u) {
    if (local % ${sharedLanes}u < reach) {
      exchange[local] = ${combine('exchange[local]', 'exchange[local + reach]')};
    }
    workgroupBarrier();
  }
  let whole = exchange[local - local % ${sharedLanes}u];
  workgroupBarrier();
  return whole;
}
`;
}

export function lanesOf(exchange: LaneExchange): Lanes {
  switch (exchange) {
    case 'quads':
      return {
        count: 4,
        size,
        rows: size / 4,
        features: ['subgroups'],
        declarations: quadDeclarations,
      };
    case 'shared':
      return {
        count: sharedLanes,
        size,
        rows: size / sharedLanes,
        features: [],
        declarations: `var<workgroup> exchange: array<f32, ${size}>;
${sharedReduction('laneSum', (left, right) => `${left} + ${right}`)}
${sharedReduction('laneMax', (left, right) => `max(${left}, ${right})`)}`,
      };
  }
}

/**
 * Names `lane` and `row`. Rows past the end repeat the last one and write its numbers once more, so
 * that all invocations meet in the reductions.
 */
export function rowOfLane(lanes: Lanes, rows: number): string {
  const row = `group * ${lanes.rows}u + local / ${lanes.count}u`;
  return `let lane = local % ${lanes.count}u;
  let row = ${rows % lanes.rows === 0 ? row : `min(${row}, ${rows - 1}u)`};`;
}
