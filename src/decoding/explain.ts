/**
 * @file Why a token could be chosen: the whole vocabulary, before and after a strategy's cut. Pure
 * over logits, so sliders need no forward pass.
 */
import { softmax, sortedIds } from './distribution';
import { distributionAfter } from './strategies';
import type { StrategyConfig } from './types';

export interface ExplainedToken {
  id: number;
  /** 0 for the most probable. */
  rank: number;
  /** Under the model: temperature 1, nothing cut. */
  probability: number;
  /** After temperature and cut; 0 for what is cut. */
  after: number;
  kept: boolean;
}

/** All tokens, most probable first. */
export function explainDistribution(
  logits: Float32Array,
  strategy: StrategyConfig,
): ExplainedToken[] {
  const before = softmax(logits);
  const after = distributionAfter(logits, strategy);
  return Array.from(sortedIds(logits), (id, rank) => ({
    id,
    rank,
    probability: before[id],
    after: after[id],
    kept: after[id] > 0,
  }));
}
