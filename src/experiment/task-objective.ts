/**
 * @file A task as an objective: how each architecture is shown a source and asked for its target.
 * - An encoder-decoder reads the source and writes the target.
 * - A decoder-only model reads the source, an end of text, and goes on with the target.
 * - An encoder-only model reads the source, `[SEP]`, and a `[MASK]` for each token of the target and its
 *   end, and fills them all at once: it is told how long the target is.
 * In the gap of a sentence, a decoder-only model has read only what stands before it.
 */
import type { Architecture } from '../models/config';
import { pairSeparator } from '../text/corpora/tasks';
import { gap } from '../text/corpora/tasks/cloze';
import type { Tokenizer } from '../text/types';
import type { BatchField, Example, Objective, Tokens } from '../training/objectives/objective';
import type { TrialTask } from './architecture-trial-settings';

export const maskToken = '[MASK]';
export const taskSpecialTokens = [pairSeparator, maskToken];

interface IdPair {
  source: number[];
  target: number[];
}

/** Ids that layouts are made with. */
interface Marks {
  end: number;
  separator: number;
  mask: number;
  gap: number;
}

const fieldsOf: Readonly<Record<Architecture, readonly BatchField[]>> = {
  'decoder-only': ['inputs', 'targets'],
  'encoder-only': ['inputs', 'targets', 'lengths'],
  'encoder-decoder': ['inputs', 'targets', 'source', 'sourceLengths'],
};

export function taskObjective(
  task: TrialTask,
  architecture: Architecture,
  contextLength: number,
  tokenizer: Tokenizer,
): Objective {
  const [[separator], [mask], [gapId]] = [pairSeparator, maskToken, gap].map((text) =>
    tokenizer.encode(text),
  );
  const marks: Marks = { end: tokenizer.endOfText, separator, mask, gap: gapId };
  const layout = task === 'gap' ? layoutOfGap : layoutOfPair;
  return {
    fields: fieldsOf[architecture],
    contextLength,
    examplesOf: (tokens) => {
      const pairs = pairsIn(tokens, marks);
      return {
        count: pairs.length,
        at: (place) => layout(architecture, pairs[place], marks),
      };
    },
  };
}

/** The whole documents of a stream: what stands before its first end may be the rest of one. */
function pairsIn(tokens: Tokens, { end, separator }: Marks): IdPair[] {
  const pairs: IdPair[] = [];
  for (let start = 0; ; ) {
    const stop = tokens.indexOf(end, start);
    if (stop < 0) return pairs;
    const middle = tokens.indexOf(separator, start);
    if (start > 0 || tokens[0] !== end) {
      if (middle >= 0 && middle < stop) {
        pairs.push({
          source: [...tokens.subarray(start, middle)],
          target: [...tokens.subarray(middle + 1, stop)],
        });
      }
    }
    start = stop + 1;
  }
}

const unasked = (count: number) => Array.from({ length: count }, () => -1);

function layoutOfPair(
  architecture: Architecture,
  { source, target }: IdPair,
  { end, separator, mask }: Marks,
): Example {
  const asked = [...target, end];
  switch (architecture) {
    case 'decoder-only':
      return {
        inputs: [...source, end, ...target],
        targets: [...unasked(source.length), ...asked],
      };
    case 'encoder-only':
      return {
        inputs: [...source, separator, ...asked.map(() => mask)],
        targets: [...unasked(source.length + 1), ...asked],
      };
    case 'encoder-decoder':
      return { source: [...source, end], inputs: [end, ...target], targets: asked };
  }
}

function layoutOfGap(
  architecture: Architecture,
  { source, target }: IdPair,
  { end, mask, gap }: Marks,
): Example {
  const place = source.indexOf(gap);
  const [before, after] = [source.slice(0, place), source.slice(place + 1)];
  switch (architecture) {
    case 'decoder-only':
      return { inputs: before, targets: [...unasked(place - 1), ...target] };
    case 'encoder-only':
      return {
        inputs: [...before, mask, ...after],
        targets: [...unasked(place), ...target, ...unasked(after.length)],
      };
    case 'encoder-decoder':
      return { source: [...before, mask, ...after, end], inputs: [end], targets: target };
  }
}
