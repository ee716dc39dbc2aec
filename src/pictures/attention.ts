/**
 * @file Reading attention probabilities `[layers, heads, time, time]` (query, then key).
 */
import { heatPosition } from './color';

export interface AttentionShape {
  layers: number;
  heads: number;
  time: number;
}

/** `L2H1` for layer 1, head 0: people count from one. */
export function headName(layer: number, head: number): string {
  return `L${layer + 1}H${head + 1}`;
}

/** One head's matrix `[time, time]`, as a view of the same memory. */
export function headMatrix(
  probabilities: Float32Array,
  shape: AttentionShape,
  layer: number,
  head: number,
): Float32Array {
  const size = shape.time * shape.time;
  const start = (layer * shape.heads + head) * size;
  return probabilities.subarray(start, start + size);
}

/** What `query` may look at: keys 0 to `query`, `[query + 1]`. */
export function queryRow(matrix: Float32Array, time: number, query: number): Float32Array {
  return matrix.subarray(query * time, query * time + query + 1);
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index] ?? 0;
  return total;
}

/**
 * A causal heat map as one SVG path per colour level, in cells (1 × 1), neighbours of one level
 * joined: few elements, sharp at any size. Level 0 (no attention) is left out.
 */
export function heatPaths(matrix: Float32Array, time: number, levels = 24): string[] {
  const paths = new Array<string>(levels + 1).fill('');
  for (let query = 0; query < time; query++) {
    let key = 0;
    while (key <= query) {
      const level = heatLevel(matrix[query * time + key] ?? 0, levels);
      let end = key + 1;
      while (end <= query && heatLevel(matrix[query * time + end] ?? 0, levels) === level) end++;
      if (level > 0) paths[level] += `M${key} ${query}h${end - key}v1h${key - end}z`;
      key = end;
    }
  }
  return paths;
}

function heatLevel(probability: number, levels: number): number {
  return Math.round(heatPosition(probability) * levels);
}
