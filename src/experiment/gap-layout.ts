/**
 * @file A missing word asked for where it is missing. An encoder reads `[MASK]` there, and what stands on
 * both sides. A decoder-only model, whose tokens see only those before them, has read what stands before
 * it; what comes after could not reach it. An encoder-decoder reads the sentence with `[MASK]` and writes
 * the word.
 */
import type { Architecture } from '../models/config';
import { sourceFields, type PairLayout } from '../training/objectives/layout';

export interface GapTokens {
  endOfText: number;
  mask: number;
  /** What stands for the missing word in a source. */
  gap: number;
}

/** Of sources with one gap, not at their beginning, and targets of one token. */
export function gapLayout(
  architecture: Architecture,
  contextLength: number,
  { endOfText, mask, gap }: GapTokens,
): PairLayout {
  const unasked = (tokens: readonly number[]) => tokens.map(() => -1);
  const parted = (source: readonly number[]) => {
    const place = source.indexOf(gap);
    return { before: source.slice(0, place), after: source.slice(place + 1) };
  };
  switch (architecture) {
    case 'decoder-only':
      return {
        fields: ['inputs', 'targets'],
        fits: (source) => source <= contextLength,
        example: (source, target) => {
          const { before } = parted(source);
          return { inputs: before, targets: [...unasked(before.slice(1)), ...target] };
        },
      };
    case 'encoder-only':
      return {
        fields: ['inputs', 'targets', 'lengths'],
        fits: (source) => source <= contextLength,
        example: (source, target) => {
          const { before, after } = parted(source);
          return {
            inputs: [...before, mask, ...after],
            targets: [...unasked(before), ...target, ...unasked(after)],
          };
        },
      };
    case 'encoder-decoder':
      return {
        fields: sourceFields,
        fits: (source) => source < contextLength,
        example: (source, target) => {
          const { before, after } = parted(source);
          return {
            source: [...before, mask, ...after, endOfText],
            inputs: [endOfText],
            targets: target,
          };
        },
      };
  }
}
