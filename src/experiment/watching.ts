/**
 * @file Learning that is watched: the text worker learns on a short text and keeps what the page
 * shows. A newer text takes the place of one that is still being learned from.
 */
import { traceMerges, type MergeTrace } from '../text/tokenizers/trace';
import type { WatchedKind } from '../text/tokenizers/trace-kinds';
import { traceUnigram, type UnigramTrace } from '../text/tokenizers/unigram-trace';
import type { WordPieceScore } from '../text/types';

/** More merges than this are not watched; in 4,000 characters hardly so many pairs stand twice. */
const mostMerges = 1000;
/** Pieces that Unigram learns besides the characters. */
const learnedPieces = 60;

export interface WatchSettings {
  kind: WatchedKind;
  /** Only for `wordpiece`. */
  wordPieceScore: WordPieceScore;
}

export type WatchedLearning =
  ({ algorithm: 'merges' } & MergeTrace) | ({ algorithm: 'unigram' } & UnigramTrace);

export class Watching {
  private abort = new AbortController();

  /** @throws LabError `cancelled` if another text came first */
  async learn(text: string, settings: WatchSettings): Promise<WatchedLearning> {
    this.abort.abort();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const { kind, wordPieceScore } = settings;
    if (kind === 'unigram') {
      return { algorithm: 'unigram', ...(await traceUnigram(text, learnedPieces, signal)) };
    }
    const merges = { kind, wordPieceScore, most: mostMerges };
    return { algorithm: 'merges', ...(await traceMerges(text, merges, signal)) };
  }
}
