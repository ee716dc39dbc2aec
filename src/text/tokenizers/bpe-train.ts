/**
 * @file Byte-level BPE, the learning half: count the pre-tokens, then merge the most frequent pair
 * of neighbours, again and again. Equal to Hugging Face's `BpeTrainer` with the special token
 * `<|endoftext|>`, the byte alphabet as initial alphabet and the default minimum frequency 0: it
 * stops at the wanted size, or when no pair is left. **Ties go to the pair of smallest ids.**
 * Source: huggingface/tokenizers `tokenizers/src/models/bpe/trainer.rs`. Pairs are counted once; each
 * merge then changes only the words that hold it. Of a pair, only the count falls once it is on the
 * heap, so an entry whose count is out of date is put back with the right one (lazy deletion).
 * Limits: of very large texts only the first million distinct pre-tokens, and of those the first
 * 32 million characters, are learned from; memory stays bounded, and the tail of rare pre-tokens hardly moves a merge.
 */
import { LabError } from '../../base/errors';
import { Pacer } from '../pacing';
import type { ReadOptions, TextSource } from '../types';
import { BpeTokenizer, firstMergeId, pairKey, pairOfKey, textToByteIds, type Pair } from './bpe';
import { Heap } from './heap';
import { preTokenize } from './pre-tokenize';

const wordLimit = 1_000_000;
const characterLimit = 32_000_000;

/** Counts the pre-tokens of a text. @throws LabError `text.*`, `cancelled` */
async function countWords(source: TextSource, options: ReadOptions): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const pacer = new Pacer(options.signal);
  let room = characterLimit;
  for await (const { text } of source.chunks(options)) {
    for (const word of preTokenize(text)) {
      const count = counts.get(word);
      if (count !== undefined) counts.set(word, count + 1);
      else if (counts.size < wordLimit && word.length <= room) {
        counts.set(word, 1);
        room -= word.length;
      }
    }
    if (pacer.due()) await pacer.pause();
  }
  return counts;
}

interface Candidate {
  key: number;
  count: number;
}

/**
 * Learns merges from words with counts.
 * @param words the ids of each word's symbols; changed in place
 * @param counts how often each word occurs
 * @param firstId id of the first merged symbol
 */
export async function learnMerges(
  words: number[][],
  counts: readonly number[],
  wanted: number,
  firstId: number,
  { signal, onProgress }: ReadOptions = {},
): Promise<Pair[]> {
  const pacer = new Pacer(signal);
  const pairCounts = new Map<number, number>();
  /** Words in which a pair was seen; it may be gone from some by the time of its merge. */
  const places = new Map<number, number[]>();
  const heap = new Heap<Candidate>((first, second) =>
    first.count === second.count ? first.key < second.key : first.count > second.count,
  );

  const add = (left: number, right: number, word: number) => {
    const key = pairKey(left, right);
    pairCounts.set(key, (pairCounts.get(key) ?? 0) + counts[word]);
    const seen = places.get(key);
    if (seen === undefined) places.set(key, [word]);
    else if (seen.at(-1) !== word) seen.push(word);
    return key;
  };
  const remove = (left: number, right: number, word: number) => {
    const key = pairKey(left, right);
    pairCounts.set(key, (pairCounts.get(key) ?? 0) - counts[word]);
  };

  for (const [word, ids] of words.entries()) {
    for (let at = 0; at + 1 < ids.length; at++) add(ids[at], ids[at + 1], word);
    if (pacer.due()) await pacer.pause();
  }
  for (const [key, count] of pairCounts) heap.push({ key, count });

  const merges: Pair[] = [];
  while (merges.length < wanted) {
    const top = heap.pop();
    if (top === undefined) break;
    const count = pairCounts.get(top.key) ?? 0;
    if (count < 1) continue;
    if (count !== top.count) {
      heap.push({ key: top.key, count });
      continue;
    }
    const [left, right] = pairOfKey(top.key);
    const merged = firstId + merges.length;
    merges.push([left, right]);
    const created = new Set<number>();
    for (const word of places.get(top.key) ?? []) {
      const ids = words[word];
      let length = 0;
      // Rewrites the word in place; `length` symbols of the new word are done.
      for (let at = 0; at < ids.length; at++) {
        if (ids[at] !== left || ids[at + 1] !== right) {
          ids[length++] = ids[at];
          continue;
        }
        if (length > 0) {
          remove(ids[length - 1], left, word);
          created.add(add(ids[length - 1], merged, word));
        }
        if (at + 2 < ids.length) {
          remove(right, ids[at + 2], word);
          created.add(add(merged, ids[at + 2], word));
        }
        ids[length++] = merged;
        at++;
      }
      ids.length = length;
      if (pacer.due()) await pacer.pause();
    }
    pairCounts.delete(top.key);
    places.delete(top.key);
    for (const key of created) {
      const size = pairCounts.get(key) ?? 0;
      if (size > 0) heap.push({ key, count: size });
    }
    if (pacer.due()) {
      onProgress?.(merges.length / wanted);
      await pacer.pause();
    }
  }
  onProgress?.(1);
  return merges;
}

/**
 * Trains on a text; counting is the first half of the progress and merging the second.
 * @throws LabError `tokenizer.vocabulary`, `text.*`, `cancelled`
 */
export async function trainBpe(
  vocabularySize: number,
  source: TextSource,
  { signal, onProgress }: ReadOptions = {},
): Promise<BpeTokenizer> {
  if (vocabularySize < firstMergeId) {
    throw new LabError('tokenizer.vocabulary', { minimum: firstMergeId, size: vocabularySize });
  }
  const counted = await countWords(source, {
    signal,
    onProgress: (share) => onProgress?.(share / 2),
  });
  const pacer = new Pacer(signal);
  const words: number[][] = [];
  for (const word of counted.keys()) {
    words.push(textToByteIds(word));
    if (pacer.due()) await pacer.pause();
  }
  const merges = await learnMerges(
    words,
    [...counted.values()],
    vocabularySize - firstMergeId,
    firstMergeId,
    { signal, onProgress: (share) => onProgress?.(0.5 + share / 2) },
  );
  return new BpeTokenizer(merges);
}
