/**
 * @file Masked language modelling (BERT, Devlin et al. 2018, arXiv 1810.04805;
 * `create_masked_lm_predictions` of its code): some tokens of a sequence are chosen and only they are
 * learned; of these 80 % are read as `[MASK]`, 10 % as a random token, 10 % as they are. Other than there,
 * the choice is made anew each time that a window is read (RoBERTa, Liu et al. 2019, arXiv 1907.11692).
 */
import type { Random } from '../../base/random';
import { sentencePairs } from './next-sentence';
import { windowsIn } from './next-token';
import type { BatchField, Example, Objective } from './objective';
import { roundHalfEven } from './rounding';

export interface MaskedTokens {
  mask: number;
  /** `[CLS]` */
  first: number;
  separator: number;
  endOfText: number;
  vocabularySize: number;
}

export interface MaskedOptions {
  contextLength: number;
  corruptedShare: number;
  nextSentence: boolean;
  tokens: MaskedTokens;
  /** Whether a token goes on with the word of the one before it; null: tokens are hidden one by one. */
  continuesWord: ((before: number, id: number) => boolean) | null;
}

/** Tokens to hide in a sequence of so many, `[CLS]` and `[SEP]` counted. */
export function maskedCount(length: number, share: number): number {
  return Math.max(1, roundHalfEven(share * length));
}

/** Places that may be hidden, in groups that are hidden together. */
export function maskGroups(
  sequence: readonly number[],
  { tokens, continuesWord }: Pick<MaskedOptions, 'tokens' | 'continuesWord'>,
): number[][] {
  const { mask, first, separator, endOfText } = tokens;
  const groups: number[][] = [];
  sequence.forEach((id, place) => {
    if (id === mask || id === first || id === separator || id === endOfText) return;
    const group = groups.at(-1);
    const isNext = place > 0 && group?.at(-1) === place - 1;
    if (group && isNext && continuesWord?.(sequence[place - 1], id)) group.push(place);
    else groups.push([place]);
  });
  return groups;
}

/**
 * Whole groups at random, at most `count` places; one that does not fit is passed over. Where not even one
 * is as short, the first that was drawn.
 */
export function chooseHidden(groups: readonly number[][], count: number, random: Random): number[] {
  const shuffled = random.shuffle([...groups]);
  const chosen: number[] = [];
  for (const group of shuffled) {
    if (chosen.length === count) break;
    if (chosen.length + group.length <= count) chosen.push(...group);
  }
  return chosen.length > 0 ? chosen : [...(shuffled.at(0) ?? [])];
}

/** What is read and what is learned where these places are hidden. */
export function hideTokens(
  sequence: readonly number[],
  places: readonly number[],
  { mask, vocabularySize }: Pick<MaskedTokens, 'mask' | 'vocabularySize'>,
  random: Random,
): { inputs: number[]; targets: number[] } {
  const inputs = [...sequence];
  const targets = sequence.map(() => -1);
  for (const place of places) {
    targets[place] = sequence[place];
    const draw = random.float();
    if (draw < 0.8) inputs[place] = mask;
    else if (draw < 0.9) inputs[place] = random.integer(vocabularySize);
  }
  return { inputs, targets };
}

export function maskedFields(nextSentence: boolean): readonly BatchField[] {
  return nextSentence
    ? ['inputs', 'targets', 'lengths', 'segments', 'nextSentence']
    : ['inputs', 'targets'];
}

/** `[CLS] window [SEP]`, or `[CLS] first [SEP] second [SEP]` where the next sentence is asked. */
export function masked(options: MaskedOptions): Objective {
  const { contextLength, corruptedShare, nextSentence, tokens } = options;
  const { first, separator, endOfText } = tokens;
  const hidden = (sequence: readonly number[], random: Random): Example => {
    const count = maskedCount(sequence.length, corruptedShare);
    const places = chooseHidden(maskGroups(sequence, options), count, random);
    return hideTokens(sequence, places, tokens, random);
  };
  if (!nextSentence) {
    const size = contextLength - 2;
    return {
      fields: maskedFields(nextSentence),
      contextLength,
      examplesOf: (text) => ({
        count: windowsIn(text, size, contextLength),
        at: (start, random) =>
          hidden([first, ...text.subarray(start, start + size), separator], random),
      }),
    };
  }
  return {
    fields: maskedFields(nextSentence),
    contextLength,
    examplesOf: (text) => {
      const { count, at } = sentencePairs(text, endOfText, contextLength - 3);
      return {
        count,
        at: (place, random) => {
          const pair = at(place, random);
          const sequence = [first, ...pair.first, separator, ...pair.second, separator];
          const border = pair.first.length + 2;
          return {
            ...hidden(sequence, random),
            segments: sequence.map((_, index) => (index < border ? 0 : 1)),
            nextSentence: pair.nextSentence,
          };
        },
      };
    },
  };
}
