/**
 * @file The objective that a configuration names, and which of them a model can have.
 */
import type { Architecture } from '../../models/config';
import { separatorToken } from '../../text/separator-token';
import { pairFields, pairLayout, sourceFields } from './layout';
import { masked, maskedFields } from './masked';
import { nextToken, nextTokenFields } from './next-token';
import type { BatchField, Objective, ObjectiveConfig, ObjectiveKind } from './objective';
import { pairs } from './pairs';
import { prefix, prefixFields } from './prefix';
import {
  classToken,
  maskToken,
  specialId,
  specialTokensOf,
  type ObjectiveTokenizer,
} from './special-tokens';
import { spanCorruption } from './span-corruption';
import { wordContinuation } from './words';
import { LabError } from '../../base/errors';

export { specialTokensOf } from './special-tokens';

/** The usual one of each architecture first. */
export const objectivesOf: Readonly<Record<Architecture, readonly ObjectiveKind[]>> = {
  'decoder-only': ['next-token', 'prefix', 'pairs'],
  'encoder-only': ['masked', 'pairs'],
  'encoder-decoder': ['span-corruption', 'prefix', 'pairs'],
};

/** Whether a model has a head that tells whether one sentence follows another. */
export function asksNextSentence({ kind, nextSentence }: ObjectiveConfig): boolean {
  return kind === 'masked' && nextSentence;
}

/** What batches of an objective hold. */
export function fieldsOf(
  { kind, nextSentence }: ObjectiveConfig,
  architecture: Architecture,
): readonly BatchField[] {
  switch (kind) {
    case 'next-token':
      return nextTokenFields;
    case 'masked':
      return maskedFields(nextSentence);
    case 'span-corruption':
      return sourceFields;
    case 'prefix':
      return prefixFields(architecture);
    case 'pairs':
      return pairFields(architecture);
  }
}

export interface ObjectiveSurroundings {
  architecture: Architecture;
  contextLength: number;
  /** Knows the tokens of `specialTokensOf`. */
  tokenizer: ObjectiveTokenizer;
}

/** @throws LabError `objective.architecture`, `objective.token` */
export function makeObjective(
  config: ObjectiveConfig,
  { architecture, contextLength, tokenizer }: ObjectiveSurroundings,
): Objective {
  const { kind } = config;
  if (!objectivesOf[architecture].includes(kind)) {
    throw new LabError('objective.architecture', { kind, architecture });
  }
  const { endOfText, vocabularySize } = tokenizer;
  const idOf = (token: string) => specialId(tokenizer, token);
  switch (kind) {
    case 'next-token':
      return nextToken(contextLength);
    case 'masked':
      return masked({
        contextLength,
        corruptedShare: config.corruptedShare,
        nextSentence: config.nextSentence,
        continuesWord: config.wholeWords ? wordContinuation(tokenizer) : null,
        tokens: {
          mask: idOf(maskToken),
          first: idOf(classToken),
          separator: idOf(separatorToken),
          endOfText,
          vocabularySize,
        },
      });
    case 'span-corruption': {
      const sentinels = specialTokensOf(config, contextLength).map(idOf);
      return spanCorruption(contextLength, config, endOfText, sentinels);
    }
    case 'prefix':
      return prefix(
        architecture === 'encoder-decoder' ? architecture : 'decoder-only',
        contextLength,
        endOfText,
      );
    case 'pairs': {
      const separator = idOf(separatorToken);
      const layoutTokens = { endOfText, separator, mask: idOf(maskToken) };
      const layout = pairLayout(architecture, contextLength, layoutTokens);
      return pairs({ contextLength, endOfText, separator, layout });
    }
  }
}
