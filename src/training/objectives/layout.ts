/**
 * @file How a source and its target become an example of each architecture.
 *
 * - Encoder-decoder: the encoder reads `source 0`; the decoder reads `0 target` and should give `target 0`
 *   (the end of text begins the target, as in BART, Lewis et al. 2019, arXiv 1910.13461).
 * - Decoder-only: it reads `source 0 target` and should give `target 0` from the first 0 on.
 * - Encoder-only: it reads `source [SEP]` and a `[MASK]` for each token of `target 0`, and should give these
 *   there. It is told the length of the target, which the others have to find.
 */
import type { Architecture } from '../../models/config';
import type { BatchField, Example } from './objective';

export interface PairLayout {
  fields: readonly BatchField[];
  /** Whether both fit, given their numbers of tokens. */
  fits(source: number, target: number): boolean;
  example(source: readonly number[], target: readonly number[]): Example;
}

export interface LayoutTokens {
  endOfText: number;
  /** Of an encoder alone. */
  mask: number;
  separator: number;
}

export function pairFields(architecture: Architecture): readonly BatchField[] {
  switch (architecture) {
    case 'encoder-decoder':
      return sourceFields;
    case 'decoder-only':
      return ['inputs', 'targets'];
    case 'encoder-only':
      return ['inputs', 'targets', 'lengths'];
  }
}

export function pairLayout(
  architecture: Architecture,
  contextLength: number,
  { endOfText, mask, separator }: LayoutTokens,
): PairLayout {
  switch (architecture) {
    case 'encoder-decoder':
      return {
        fields: pairFields(architecture),
        fits: (source, target) => Math.max(source, target) < contextLength,
        example: (source, target) => ({
          source: [...source, endOfText],
          inputs: [endOfText, ...target],
          targets: [...target, endOfText],
        }),
      };
    case 'decoder-only':
      return {
        fields: pairFields(architecture),
        fits: (source, target) => source + target < contextLength,
        example: (source, target) => ({
          inputs: [...source, endOfText, ...target],
          targets: [...source.map(() => -1), ...target, endOfText],
        }),
      };
    case 'encoder-only':
      return {
        fields: pairFields(architecture),
        fits: (source, target) => source + target + 2 <= contextLength,
        example: (source, target) => ({
          inputs: [...source, separator, ...target.map(() => mask), mask],
          targets: [...source.map(() => -1), -1, ...target, endOfText],
        }),
      };
  }
}

/** What an encoder-decoder's batches hold; its decoder is causal and needs no lengths. */
export const sourceFields: readonly BatchField[] = ['inputs', 'targets', 'source', 'sourceLengths'];
