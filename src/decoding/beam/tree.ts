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
