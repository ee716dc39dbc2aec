/**
 * @file How well a stage did, where the truth about the documents is known. Precision: of what it
 * removed (or mended), the share that deserved it. Recall: of what it is there to find and was still
 * there, the share that it found.
 */
import type { Defect, PageTruth } from '../crawl';

export interface StageScore {
  /** Null where nothing was removed or changed. */
  precision: number | null;
  /** Null where there was nothing to find. */
  recall: number | null;
  /** How many documents there were to find. */
  targets: number;
  found: number;
}

export type TruthOf = (id: number) => PageTruth;

export interface StageEffect {
  /** Ids of all documents that the stage saw, and of those that it removed or changed. */
  seen: readonly number[];
  removed: ReadonlySet<number>;
  changed: ReadonlySet<number>;
}

const copies: readonly Defect[] = ['exact-copy', 'near-copy'];
/** Defects that are mended within a document. */
const mendable: readonly Defect[] = ['shared-paragraph', 'personal-data', 'junk-lines'];

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/**
 * Of each group of copies one should stay, whichever: with k of them there are k − 1 to find. Exact
 * copies of one page are a group only for a stage that looks for exact ones.
 */
function scoreCopies(finds: readonly Defect[], effect: StageEffect, truthOf: TruthOf): StageScore {
  const groups = new Map<number, { size: number; removed: number }>();
  for (const id of effect.seen) {
    const truth = truthOf(id);
    if (truth.copyOf !== undefined && !finds.some((defect) => truth.defects.includes(defect)))
      continue;
    const root = truth.copyOf ?? id;
    const group = groups.get(root) ?? { size: 0, removed: 0 };
    group.size++;
    if (effect.removed.has(id)) group.removed++;
    groups.set(root, group);
  }
  let [targets, found] = [0, 0];
  for (const { size, removed } of groups.values()) {
    targets += size - 1;
    found += Math.min(removed, size - 1);
  }
  // Other copies that went were copies all the same.
  const others = [...effect.removed].filter((id) => {
    const { copyOf, defects } = truthOf(id);
    return copyOf !== undefined && !finds.some((defect) => defects.includes(defect));
  }).length;
  return {
    precision: ratio(found + others, effect.removed.size),
    recall: ratio(found, targets),
    targets,
    found,
  };
}

/** Null for a stage that the truth says nothing about. */
export function scoreStage(
  finds: readonly Defect[],
  effect: StageEffect,
  truthOf: TruthOf,
): StageScore | null {
  if (finds.length === 0) return null;
  if (finds.some((defect) => copies.includes(defect))) return scoreCopies(finds, effect, truthOf);
  const isTarget = (id: number) => truthOf(id).defects.some((defect) => finds.includes(defect));
  const mends = finds.some((defect) => mendable.includes(defect));
  const touched = mends ? new Set([...effect.removed, ...effect.changed]) : effect.removed;
  const deserved = [...touched].filter((id) => isTarget(id) || truthOf(id).quality === 'bad');
  const targets = effect.seen.filter(isTarget);
  const found = targets.filter((id) => touched.has(id));
  return {
    precision: ratio(deserved.length, touched.size),
    recall: ratio(found.length, targets.length),
    targets: targets.length,
    found: found.length,
  };
}
