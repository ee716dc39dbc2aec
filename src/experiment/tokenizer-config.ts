/**
 * @file What a spec's tokenizer is trained with: its settings, and the special tokens that its objective
 * writes between the text's own.
 */
import { specialTokensOf } from '../training/objectives';
import type { TokenizerConfig } from '../text/types';
import type { Spec } from './spec';

export type TokenizerPart = Pick<Spec, 'tokenizer' | 'objective' | 'model'>;

export function tokenizerConfigOf({ tokenizer, objective, model }: TokenizerPart): TokenizerConfig {
  const added = specialTokensOf(objective, model.contextLength);
  return { ...tokenizer, specialTokens: [...new Set([...tokenizer.specialTokens, ...added])] };
}
