/**
 * @file Words repeat, so nearly every word of a text is found here, encoded already. The cache is
 * emptied when it is full.
 */
import type { TokenSink } from '../types';
import { Symbols } from './merges';

const mostWords = 50_000;
const longestWord = 64;

export class WordCache {
  private readonly known = new Map<string, readonly number[]>();
  private readonly symbols = new Symbols();

  /** @param compute encodes one word into an empty list */
  constructor(private readonly compute: (word: string, ids: Symbols) => void) {}

  encode(word: string, sink: TokenSink): void {
    const cached = this.known.get(word);
    if (cached !== undefined) {
      for (let at = 0; at < cached.length; at++) sink.push(cached[at]);
      return;
    }
    const { symbols } = this;
    symbols.length = 0;
    this.compute(word, symbols);
    const { ids, length } = symbols;
    for (let at = 0; at < length; at++) sink.push(ids[at]);
    if (word.length > longestWord) return;
    if (this.known.size >= mostWords) this.known.clear();
    this.known.set(word, Array.from(ids.subarray(0, length)));
  }
}
