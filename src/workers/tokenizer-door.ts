/**
 * @file What the page may ask of the text worker about tokenizers that are watched and compared.
 */
import { Watching } from '../experiment/watching';
import type { MergeTrace } from '../text/tokenizers/trace';

export interface TokenizerDoor {
  /** Learns merges on a short text; an earlier call that is not done rejects with `cancelled`. */
  watchMerges(text: string): Promise<MergeTrace>;
}

export function tokenizerDoor(): TokenizerDoor {
  const watching = new Watching();
  return { watchMerges: (text) => watching.merges(text) };
}
