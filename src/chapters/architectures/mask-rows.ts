/**
 * @file A source and its target as the tokens that each architecture reads, and what each place is to
 * give: the layout of training, in letters.
 */
import type { Architecture } from '../../models/config';

export interface MaskRows {
  tokens: string[];
  /** Null where nothing is asked. */
  writes: (string | null)[];
  /** Tokens of the source with its mark. */
  sourceLength: number;
}

export const end = '[END]';

export function maskRows(architecture: Architecture, source: readonly string[]): MaskRows {
  const target = source.toReversed();
  const nothing = source.map(() => null);
  const sourceLength = source.length + 1;
  switch (architecture) {
    case 'decoder-only':
      return {
        tokens: [...source, end, ...target],
        writes: [...nothing, ...target, end],
        sourceLength,
      };
    case 'encoder-only':
      return {
        tokens: [...source, '[SEP]', ...target.map(() => '[MASK]'), '[MASK]'],
        writes: [...nothing, null, ...target, end],
        sourceLength,
      };
    case 'encoder-decoder':
      return {
        tokens: [...source, end, end, ...target],
        writes: [...nothing, null, ...target, end],
        sourceLength,
      };
  }
}
