/**
 * @file Single vectors and maxima out of an inspection's arrays.
 */
import type { Inspection } from '../../experiment/model-info';
import { headMatrix, queryRow } from '../../pictures/attention';

/** One query or key, `[headDim]`, out of `[layers, heads, time, headDim]`. */
export function vectorAt(
  vectors: Float32Array,
  { heads, tokens, headDim }: Pick<Inspection, 'heads' | 'tokens' | 'headDim'>,
  { layer, head, time }: { layer: number; head: number; time: number },
): Float32Array {
  const start = ((layer * heads + head) * tokens.length + time) * headDim;
  return vectors.subarray(start, start + headDim);
}

/** The key, other than itself, that this query looks at most; itself if it sees no other. */
export function strongestKey(
  { probabilities, layers, heads, tokens, causal }: Inspection,
  layer: number,
  head: number,
  query: number,
): number {
  const shape = { layers, heads, queries: tokens.length, keys: tokens.length, causal };
  const row = queryRow(headMatrix(probabilities, shape, layer, head), query);
  const others = row.map((probability, key) => (key === query ? -1 : probability));
  return row.length === 1 ? query : others.indexOf(Math.max(...others));
}
