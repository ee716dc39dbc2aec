/**
 * @file From clusters of copies to verdicts: of each cluster one document is kept.
 */
import type { Clusters } from './clusters';
import type { CleaningDocument, Reason, Verdict } from './types';

/** Which document of a cluster is kept: the first, or the one with the longest text. */
export const keptCopies = ['first', 'longest'] as const;
export type KeptCopy = (typeof keptCopies)[number];

/** For each document the index of the one that is kept of its cluster. */
export function chooseKept(
  documents: readonly { readonly text: string }[],
  clusterOf: Int32Array,
  keep: KeptCopy,
): Int32Array {
  if (keep === 'first') return clusterOf;
  const longest = clusterOf.slice();
  for (const [at, cluster] of clusterOf.entries()) {
    const best = longest[cluster];
    if (documents[at].text.length > documents[best].text.length) longest[cluster] = at;
  }
  return clusterOf.map((cluster) => longest[cluster]);
}

/** @param reasonFor why a document goes, given its index and that of the kept copy */
export function removeCopies(
  documents: readonly CleaningDocument[],
  { clusterOf }: Pick<Clusters, 'clusterOf'>,
  keep: KeptCopy,
  reasonFor: (removed: number, kept: number) => Reason,
): Verdict[] {
  const kept = chooseKept(documents, clusterOf, keep);
  return documents.map((_, at) =>
    kept[at] === at ? { kind: 'kept' } : { kind: 'removed', reason: reasonFor(at, kept[at]) },
  );
}
