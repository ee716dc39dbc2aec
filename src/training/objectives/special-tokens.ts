/**
 * @file The special tokens that an objective writes between a text's own: the mask, the first token and
 * the separator of BERT (Devlin et al. 2018, arXiv 1810.04805), the sentinels of T5 (Raffel et al. 2019,
 * arXiv 1910.10683). The tokenizer of a run knows them beside those that the user names; a text that has
 * them in it is read as if the objective had put them there.
 */
import { LabError } from '../../base/errors';
import { separatorToken } from '../../text/separator-token';
import type { Tokenizer } from '../../text/types';
import type { ObjectiveConfig } from './objective';
import { spanSizes } from './span-corruption';

export const maskToken = '[MASK]';
export const classToken = '[CLS]';
export const sentinelToken = (index: number) => `<extra_id_${index}>`;

/** What objectives ask of a tokenizer. */
export type ObjectiveTokenizer = Pick<
  Tokenizer,
  'options' | 'vocabularySize' | 'endOfText' | 'encode' | 'addedBytes'
>;

/** Those that an objective needs of its tokenizer; none for the next token. */
export function specialTokensOf(config: ObjectiveConfig, contextLength: number): string[] {
  switch (config.kind) {
    case 'next-token':
    case 'prefix':
      return [];
    case 'masked':
      return [maskToken, classToken, separatorToken];
    case 'span-corruption': {
      const { spans } = spanSizes(contextLength, config);
      return Array.from({ length: spans }, (_, index) => sentinelToken(index));
    }
    case 'pairs':
      return [separatorToken, maskToken];
  }
}

/** @throws LabError `objective.token` if the tokenizer was made without it */
export function specialId(tokenizer: ObjectiveTokenizer, token: string): number {
  if (!tokenizer.options.specialTokens.includes(token)) {
    throw new LabError('objective.token', { token });
  }
  return tokenizer.encode(token)[0];
}
