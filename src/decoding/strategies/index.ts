/**
 * @file From logits to the distribution that a strategy draws from: temperature first, then the cut.
 */
import { softmax } from '../distribution';
import type { StrategyConfig } from '../types';
import { greedy } from './greedy';
import { topK } from './top-k';
import { topP } from './top-p';

/**
 * @param logits over the full vocabulary
 * @returns probabilities over the full vocabulary, 0 for what is cut; for beam search, which draws
 *   nothing, the uncut distribution that its scores are made of
 */
export function distributionAfter(logits: Float32Array, strategy: StrategyConfig): Float64Array {
  switch (strategy.kind) {
    case 'greedy':
      return greedy(softmax(logits));
    case 'beam':
      return softmax(logits);
    case 'top-k':
      return topK(softmax(logits, strategy.temperature), strategy.k);
    case 'top-p':
      return topP(softmax(logits, strategy.temperature), strategy.p);
  }
}
