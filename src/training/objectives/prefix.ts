/**
 * @file Prefix language modelling: the rest of a window of the text from its beginning, which is seen from
 * both sides; cut at a place that is drawn each time (Raffel et al. 2019, arXiv 1910.10683, 3.2.3). The text
 * goes on behind the window, so no end of text is learned there.
 */
import type { Architecture } from '../../models/config';
import { sourceFields } from './layout';
import { windowsIn } from './next-token';
import type { BatchField, Objective } from './objective';

export function prefixFields(architecture: Architecture): readonly BatchField[] {
  return architecture === 'encoder-decoder' ? sourceFields : ['inputs', 'targets', 'prefixes'];
}

/** @param architecture a decoder-only model reads both parts as one, an encoder-decoder has the first as source */
export function prefix(
  architecture: Exclude<Architecture, 'encoder-only'>,
  contextLength: number,
  endOfText: number,
): Objective {
  switch (architecture) {
    case 'decoder-only':
      return {
        fields: prefixFields(architecture),
        contextLength,
        examplesOf: (tokens) => ({
          count: windowsIn(tokens, contextLength + 1, contextLength),
          at: (start, random) => {
            const length = 1 + random.integer(contextLength);
            const targets = Array.from(tokens.subarray(start + 1, start + contextLength + 1));
            return {
              inputs: tokens.subarray(start, start + contextLength),
              targets: targets.fill(-1, 0, length - 1),
              prefix: length,
            };
          },
        }),
      };
    case 'encoder-decoder':
      return {
        fields: prefixFields(architecture),
        contextLength,
        examplesOf: (tokens) => ({
          count: windowsIn(tokens, contextLength, contextLength),
          at: (start, random) => {
            const border = start + 1 + random.integer(contextLength - 1);
            const end = start + contextLength;
            return {
              source: [...tokens.subarray(start, border), endOfText],
              inputs: [endOfText, ...tokens.subarray(border, end - 1)],
              targets: tokens.subarray(border, end),
            };
          },
        }),
      };
  }
}
