/**
 * @file What is told of a model's loss on held-out tokens, apart from its mean.
 */
import type { TokenFrequency, TokenKind } from '../text/tokenizers/token-kinds';

/** Of some of the tokens. */
export interface LossShare<Name> {
  name: Name;
  tokens: number;
  /** Mean of −log p, in nats. */
  loss: number;
}

export interface LossProfile {
  /** Steps of training behind the model. */
  step: number;
  /** Of all tokens. */
  all: LossShare<'all'>;
  /** By place in the context, from 0; only places at which something is learned. */
  positions: LossShare<number>[];
  /** Kinds and frequencies that occur, in their usual order. */
  kinds: LossShare<TokenKind>[];
  frequencies: LossShare<TokenFrequency>[];
}
