/**
 * @file How a sequence is read: one stack reads all of it; of an encoder-decoder it is `source 0 target`. The
 * first end of text ends what the encoder reads and begins what the decoder writes (as in BART, Lewis et
 * al. 2019, arXiv 1910.13461).
 */
import { architectureOf, type ModelConfig } from './config';

/** `<|endoftext|>` of every tokenizer. */
export const endOfText = 0;

export interface SourceAndTarget {
  /** Ends with the end of text; at most `contextLength` ids. */
  source: readonly number[];
  /** Begins with it. */
  target: readonly number[];
}

/** Parts a sequence; one without an end of text is a source of which nothing is written yet. */
export function partedAtSource(ids: readonly number[], contextLength: number): SourceAndTarget {
  const end = ids.indexOf(endOfText);
  const text = end < 0 ? ids : ids.slice(0, end);
  return {
    source: [...text.slice(0, contextLength - 1), endOfText],
    target: end < 0 ? [endOfText] : ids.slice(end).slice(-contextLength),
  };
}

/** The same of any model: where there is no encoder, all is the target, and the source is empty. */
export function partsOf(config: ModelConfig, ids: readonly number[]): SourceAndTarget {
  const isPair = architectureOf(config) === 'encoder-decoder';
  return isPair ? partedAtSource(ids, config.contextLength) : { source: [], target: ids };
}
