/**
 * @file Contamination: text that is also in a test, so that a model trained on it would know the answers.
 * As in GPT-3's report (Brown et al. 2020) a document is contaminated if it shares a run of n words with a
 * test text, 13 by default; of a test in a script without spaces n counts characters, 50 by default.
 * Test texts shorter than that cannot be told from chance and are not looked for.
 */
import { hashRuns } from './shingles';
import { isMostlySpaceless, joinWords, splitWords } from './words';

export interface RunLengths {
  readonly words: number;
  /** For test texts in scripts without spaces. */
  readonly characters: number;
}

interface Runs {
  readonly texts: Set<string>;
  /** From their hashes almost everything that is no run is told. */
  readonly hashes: Set<number>;
}

export class TestTexts {
  /** The runs of all test texts by their length. */
  private readonly runsByLength = new Map<number, Runs>();

  constructor(texts: Iterable<string>, lengths: RunLengths) {
    for (const text of texts) {
      const words = splitWords(text);
      this.add(words, isMostlySpaceless(words) ? lengths.characters : lengths.words);
    }
  }

  private add(words: readonly string[], length: number): void {
    if (words.length < length) return;
    const runs = this.runsByLength.get(length) ?? { texts: new Set(), hashes: new Set() };
    this.runsByLength.set(length, runs);
    for (const [at, hash] of hashRuns(words, length).entries()) {
      runs.texts.add(words.slice(at, at + length).join(' '));
      runs.hashes.add(hash);
    }
  }

  /** The first run of words that a text shares with a test text; null if it shares none. */
  findShared(text: string): string | null {
    const words = splitWords(text);
    for (const [length, runs] of this.runsByLength) {
      if (words.length < length) continue;
      for (const [at, hash] of hashRuns(words, length).entries()) {
        if (!runs.hashes.has(hash)) continue;
        const run = words.slice(at, at + length);
        if (runs.texts.has(run.join(' '))) return joinWords(run);
      }
    }
    return null;
  }
}
