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

/** The key, other than itself, that this query looks at most; itself if it is the first token. */
export function strongestKey(
  { probabilities, layers, heads, tokens }: Inspection,
  layer: number,
  head: number,
  query: number,
): number {
  const time = tokens.length;
  const matrix = headMatrix(probabilities, { layers, heads, time }, layer, head);
  const before = queryRow(matrix, time, query).subarray(0, query);
  return before.reduce((best, probability, key) => (probability > before[best] ? key : best), 0);
}
