/**
 * @file Span corruption (T5, Raffel et al. 2019, arXiv 1910.10683; `random_spans_noise_mask` of its code):
 * spans of a window are cut out and a sentinel is put into each gap; the target is each sentinel with what
 * stood there, and the end of text. A window begins clean and ends in a gap, so no sentinel closes the
 * target. Counts are rounded as Python does.
 */
import type { Random } from '../../base/random';
import { sourceFields } from './layout';
import { windowsIn } from './next-token';
import type { Objective } from './objective';
import { roundHalfEven } from './rounding';

/** As many as T5 has sentinels; a window with more gaps than that gets longer ones. */
export const mostSpans = 100;

export interface SpanOptions {
  /** Share of the tokens that are cut out. */
  corruptedShare: number;
  /** Tokens of a span on average. */
  meanSpan: number;
}

export interface SpanCounts {
  /** Tokens that are cut out. */
  noise: number;
  spans: number;
}

/** @param length tokens of the window, at least 2 */
export function spanCounts(length: number, { corruptedShare, meanSpan }: SpanOptions): SpanCounts {
  const noise = Math.min(Math.max(roundHalfEven(length * corruptedShare), 1), length - 1);
  const spans = Math.max(roundHalfEven(noise / meanSpan), 1);
  return { noise, spans: Math.min(spans, noise, length - noise, mostSpans) };
}

/**
 * The longest window of which both the source and the target, with their ends, fit in the context; so an
 * encoder reads full contexts of 512 from windows of 568 tokens, as T5's does.
 */
export function spanSizes(contextLength: number, options: SpanOptions) {
  const sizes = (length: number) => ({ length, ...spanCounts(length, options) });
  const fits = ({ length, noise, spans }: ReturnType<typeof sizes>) =>
    Math.max(length - noise, noise) + spans + 1 <= contextLength;
  let longest = sizes(2);
  for (let length = 3; length <= 2 * contextLength; length++) {
    const next = sizes(length);
    if (fits(next)) longest = next;
  }
  return longest;
}

/** `total` as a sum of so many positive numbers; every such sum is equally likely. */
export function composition(total: number, parts: number, random: Random): number[] {
  const borders = Array.from({ length: total - 1 }, (_, index) => index + 1);
  const chosen = random
    .shuffle(borders)
    .slice(0, parts - 1)
    .sort((first, second) => first - second);
  const ends = [...chosen, total];
  return ends.map((end, index) => end - (index > 0 ? ends[index - 1] : 0));
}

/** Which tokens are cut out: clean and noisy stretches in turn, a clean one first. */
export function spanMask(length: number, { noise, spans }: SpanCounts, random: Random): boolean[] {
  const noisy = composition(noise, spans, random);
  const clean = composition(length - noise, spans, random);
  return clean.flatMap((size, index) => [
    ...Array.from({ length: size }, () => false),
    ...Array.from({ length: noisy[index] }, () => true),
  ]);
}

/** Source and target without their ends. @param sentinel id of the k-th */
export function cutSpans<T>(
  tokens: ArrayLike<T>,
  mask: readonly boolean[],
  sentinel: (index: number) => T,
): { source: T[]; target: T[] } {
  const [source, target]: [T[], T[]] = [[], []];
  let spans = 0;
  mask.forEach((isCut, place) => {
    if (isCut && !mask[place - 1]) {
      source.push(sentinel(spans));
      target.push(sentinel(spans));
      spans += 1;
    }
    (isCut ? target : source).push(tokens[place]);
  });
  return { source, target };
}

export function spanCorruption(
  contextLength: number,
  options: SpanOptions,
  endOfText: number,
  sentinels: readonly number[],
): Objective {
  const { length, ...counts } = spanSizes(contextLength, options);
  return {
    fields: sourceFields,
    contextLength,
    examplesOf: (tokens) => ({
      count: windowsIn(tokens, length, contextLength),
      at: (start, random) => {
        const mask = spanMask(length, counts, random);
        const window = tokens.subarray(start, start + length);
        const { source, target } = cutSpans<number>(window, mask, (index) => sentinels[index]);
        return {
          source: [...source, endOfText],
          inputs: [endOfText, ...target],
          targets: [...target, endOfText],
        };
      },
    }),
  };
}
