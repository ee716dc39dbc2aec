/**
 * @file Reads a trace: the text's tokens after any number of merges, and the merges that a token was
 * made by. Cheap enough to be asked at every frame.
 */
import type { TokenSpan } from '../types';
import type { MergeTrace } from './trace';

/**
 * The tokens of the text's beginning after `step` merges, in order.
 * @param length UTF-16 units of the text that are looked at
 */
export function tokensAfter(trace: MergeTrace, step: number, length = Infinity): TokenSpan[] {
  const { unitIds, starts, ends, joinedBy, merges } = trace;
  const spans: TokenSpan[] = [];
  let first = 0;
  /** The last merge within the token: the one that made it. */
  let made = 0;
  for (let unit = 0; unit < unitIds.length && starts[first] < length; unit++) {
    if (joinedBy[unit] > 0 && joinedBy[unit] <= step) {
      made = Math.max(made, joinedBy[unit]);
      continue;
    }
    const id = made > 0 ? merges[made - 1].merged : unitIds[first];
    spans.push({ id, start: starts[first], end: ends[unit] });
    first = unit + 1;
    made = 0;
  }
  return spans;
}

/** A token and the two that it was made of; the leaves were there before the first merge. */
export interface MergeNode {
  id: number;
  label: string;
  /** The merge that made it, from 1; 0 for a leaf. */
  merge: number;
  parts: readonly [MergeNode, MergeNode] | null;
}

/** Of several merges that make the same token, the first is told. */
export function mergeTree(trace: MergeTrace, id: number): MergeNode {
  const merge = trace.merges.findIndex(({ merged }) => merged === id) + 1;
  const label = trace.labels[id] ?? '';
  if (merge === 0) return { id, label, merge, parts: null };
  const { left, right } = trace.merges[merge - 1];
  return { id, label, merge, parts: [mergeTree(trace, left), mergeTree(trace, right)] };
}
