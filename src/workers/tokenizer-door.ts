/**
 * @file What the page may ask of the text worker about tokenizers that are watched and compared.
 */
import { Comparison, type ComparedFacts, type ComparedText } from '../experiment/comparison';
import type { PrepareOptions, Preparation } from '../experiment/prepare';
import { Watching, type WatchedLearning, type WatchSettings } from '../experiment/watching';
import type { Overlap } from '../text/tokenizers/compare/overlap';
import type { TokenizerChoice } from '../text/tokenizers/compare/types';
import type { OnProgress } from './protocol';

export interface TokenizerDoor {
  /** Learns on a short text; an earlier call that is not done rejects with `cancelled`. */
  watchLearning(text: string, settings: WatchSettings): Promise<WatchedLearning>;
  /** Loads or trains a tokenizer that is known by `id` from then on. */
  addCompared(id: string, choice: TokenizerChoice, onProgress: OnProgress): Promise<ComparedFacts>;
  removeCompared(id: string): void;
  /** The text under each of the tokenizers, in the order of the ids; null for one that is gone. */
  compareText(ids: readonly string[], text: string): Promise<(ComparedText | null)[]>;
  /** What the vocabularies share, `[first][second]` in the order of the ids. */
  compareVocabularies(ids: readonly string[]): Promise<Overlap[][]>;
}

type InTurn = <T>(
  onProgress: OnProgress,
  work: (options: PrepareOptions) => Promise<T>,
) => Promise<T>;

/** @param inTurn runs long work that can be cancelled, one after the other */
export function tokenizerDoor(preparation: Preparation, inTurn: InTurn): TokenizerDoor {
  const watching = new Watching();
  const comparison = new Comparison(preparation);
  return {
    watchLearning: (text, settings) => watching.learn(text, settings),
    addCompared: (id, choice, onProgress) =>
      inTurn(onProgress, (options) => comparison.add(id, choice, options)),
    removeCompared: (id) => comparison.remove(id),
    compareText: async (ids, text) => comparison.compare(ids, text),
    compareVocabularies: async (ids) => comparison.overlap(ids),
  };
}
