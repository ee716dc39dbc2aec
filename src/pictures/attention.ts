/**
 * @file Reading attention probabilities `[layers, heads, queries, keys]`: of a text on itself, causal or
 * not, or of one text on another.
 */
import { heatPosition } from './color';

export interface AttentionShape {
  layers: number;
  heads: number;
  queries: number;
  keys: number;
  /** Queries see no key after them. */
  causal: boolean;
}

/** One head. */
export interface AttentionMatrix extends Omit<AttentionShape, 'layers' | 'heads'> {
  /** `[queries, keys]` */
  values: Float32Array;
}

/** `L2H1` for layer 1, head 0: people count from one. */
export function headName(layer: number, head: number): string {
  return `L${layer + 1}H${head + 1}`;
}

/** One head's matrix, as a view of the same memory. */
export function headMatrix(
  probabilities: Float32Array,
  shape: AttentionShape,
  layer: number,
  head: number,
): AttentionMatrix {
  const { heads, queries, keys, causal } = shape;
  const size = queries * keys;
  const start = (layer * heads + head) * size;
  return { values: probabilities.subarray(start, start + size), queries, keys, causal };
}

/** How many keys a query may look at, from the first one on. */
export function keysSeen({ keys, causal }: Omit<AttentionMatrix, 'values'>, query: number): number {
  return causal ? query + 1 : keys;
}

/** The probabilities of the keys that `query` may look at. */
export function queryRow(matrix: AttentionMatrix, query: number): Float32Array {
  const { values, keys } = matrix;
  return values.subarray(query * keys, query * keys + keysSeen(matrix, query));
}

/** The share of attention that went to no key but to the model's sink; 0 without one, but for rounding. */
export function sunkShare(row: Float32Array): number {
  const rest = 1 - sum(row);
  return rest < 1e-4 ? 0 : rest;
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index] ?? 0;
  return total;
}

/**
 * A heat map as one SVG path per colour level, in cells (1 × 1), neighbours of one level
 * joined: few elements, sharp at any size. Level 0 (no attention) is left out.
 */
export function heatPaths(matrix: AttentionMatrix, levels = 24): string[] {
  const { values, queries, keys } = matrix;
  const paths = new Array<string>(levels + 1).fill('');
  for (let query = 0; query < queries; query++) {
    const seen = keysSeen(matrix, query);
    let key = 0;
    while (key < seen) {
      const level = heatLevel(values[query * keys + key] ?? 0, levels);
      let end = key + 1;
      while (end < seen && heatLevel(values[query * keys + end] ?? 0, levels) === level) end++;
      if (level > 0) paths[level] += `M${key} ${query}h${end - key}v1h${key - end}z`;
      key = end;
    }
  }
  return paths;
}

function heatLevel(probability: number, levels: number): number {
  return Math.round(heatPosition(probability) * levels);
}
