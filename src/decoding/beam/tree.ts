/**
 * @file A beam search as the tree that it grew: every candidate of every step, and which of them lived.
 */

/** A draft by its last token; the tokens before it are its parents. */
export interface BeamNode {
  /** Number of the node before it, −1 for a first token. Nodes are numbered as they come, from 0. */
  parent: number;
  id: number;
  /** Of the token under the model, before any rule. */
  probability: number;
  /** Σ log p of the draft. */
  logProbability: number;
  /** What drafts are ordered by in the end. */
  score: number;
  /** Number of its group, from 0. */
  group: number;
}

export interface BeamStep {
  /** The candidates of this step, of each group the best first: twice as many as it has beams. */
  nodes: BeamNode[];
  /** Numbers of the drafts that go on. */
  running: number[];
  /** Numbers of the ended ones that are kept. */
  finished: number[];
  /** Number of the best draft so far. */
  best: number;
}

export type Fate = 'best' | 'alive' | 'pruned';

/** A node as it stands after some step. */
export interface TreeNode extends BeamNode {
  /** Of the step that made it, from 1. */
  length: number;
  /** Whether it is on the best draft, on another one that is running or kept, or on none. */
  fate: Fate;
  /** Whether it is the last token of an ended draft that is kept. */
  isEnd: boolean;
}

/**
 * The tree after a number of steps.
 * @param shown how many of the last steps are wanted; earlier nodes are left out, and the parents of the
 *   first that are not become −1
 */
export function treeAfter(steps: readonly BeamStep[], count: number, shown = count): TreeNode[] {
  const grown = steps.slice(0, count);
  const last = grown.at(-1);
  if (last === undefined) return [];
  const nodes = grown.flatMap((step) => step.nodes);
  const fates = new Map<number, Fate>();
  const mark = (end: number, fate: Fate) => {
    for (let at = end; at >= 0 && !fates.has(at); at = nodes[at].parent) fates.set(at, fate);
  };
  mark(last.best, 'best');
  for (const end of [...last.running, ...last.finished]) mark(end, 'alive');
  const ends = new Set(last.finished);
  const hidden = grown.slice(0, Math.max(0, count - shown));
  const first = hidden.reduce((sum, step) => sum + step.nodes.length, 0);
  const lengths = grown.flatMap((step, at) => step.nodes.map(() => at + 1));
  return nodes.slice(first).map((node, index) => ({
    ...node,
    parent: Math.max(-1, node.parent - first),
    length: lengths[first + index],
    fate: fates.get(first + index) ?? 'pruned',
    isEnd: ends.has(first + index),
  }));
}
