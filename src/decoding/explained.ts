/**
 * @file From which logits, and through which chain, a strategy took a token of its own, or would take one
 * in the place of another strategy's.
 */
import { logSoftmax } from '../base/distribution';
import { guidedLogits } from './strategies/guidance';
import { surpriseCut } from './surprise-cut';
import type { DecodedToken, StrategyConfig } from './types';

export interface Explained {
  logits: Float32Array;
  /** A chain, or a strategy that stands for one. */
  strategy: StrategyConfig;
}

export function explained({ logits, note }: DecodedToken, strategy: StrategyConfig): Explained {
  if (strategy.kind === 'mirostat' && note?.kind === 'mirostat') {
    const links = [surpriseCut(note.mu)];
    return { logits, strategy: { kind: 'chain', links, draw: 'sample' } };
  }
  if (strategy.kind === 'guidance' && note?.kind === 'guidance') {
    return { logits: guidedLogits(logits, note.negativeLogits, strategy.scale), strategy };
  }
  if (strategy.kind === 'beam') {
    return { logits: Float32Array.from(logSoftmax(logits)), strategy };
  }
  return { logits, strategy };
}
