/**
 * @file Merges learned in slow motion: the same algorithm as `bpe-train.ts`, but every pair is
 * counted anew before every merge, and each state keeps what a reader wants to see of it. For texts
 * of some kilobytes: the work is the number of merges times the length of the different words.
 *
 * Since a merge never comes apart again, one number for each border between two units, the merge
 * that removed it, holds the text's segmentation at every step (`trace-steps.ts` reads it).
 */
import { Pacer } from '../pacing';
import { pairKey, pairOfKey, type Pair } from './bpe';

/** A word of the text as the units that merging starts from. */
export interface TraceWord {
  /** Ids of its units. */
  ids: readonly number[];
  /** UTF-16 offsets within the word: where the character of each unit starts and ends. */
  starts: readonly number[];
  ends: readonly number[];
}

/** What differs between the algorithms that learn merges. */
export interface MergeRule {
  /** Places of the words within which merges are made, in order. */
  split: (text: string) => readonly { word: string; start: number }[];
  units: (word: string) => TraceWord;
  /** The tokens before the first merge, by id. */
  alphabet: readonly string[];
  /** The token of a merge. */
  join: (left: string, right: string) => string;
  /** What a reader is shown of a token. */
  label: (token: string) => string;
  /** What the next merge is chosen by, largest first; ties go to the pair of smallest ids. */
  score: (count: number, leftCount: number, rightCount: number) => number;
}

export interface PairCount {
  left: number;
  right: number;
  /** How often the pair stands in the text. */
  count: number;
  score: number;
}

/** The text after some merges. */
export interface TraceState {
  /** The pairs of neighbours with the highest scores; the first is joined next. */
  candidates: PairCount[];
  /** How many different pairs there are. */
  pairs: number;
  /** How many tokens the text has. */
  tokens: number;
}

export interface MergeTrace {
  text: string;
  /** Id of the first learned token; the token of merge number n (from 1) has `firstId + n − 1`. */
  firstId: number;
  merges: Pair[];
  /** `states[n]` is the text after n merges: one more than there are merges. */
  states: TraceState[];
  /** By id. */
  labels: string[];
  /** Of each unit of the text, in order. */
  unitIds: number[];
  starts: number[];
  ends: number[];
  /** The merge (from 1) that joined unit i with unit i + 1; 0: none did. */
  joinedBy: number[];
}

/** Candidates that a state keeps. */
const keptCandidates = 10;

/** A pair that stands only once in the text is not learned: nothing is repeated any more. */
export const leastCount = 2;

interface Word extends TraceWord {
  symbols: number[];
  /** The last unit of each symbol. */
  lasts: number[];
  /** As `MergeTrace.joinedBy`, within the word. */
  joinedBy: number[];
  count: number;
}

/**
 * Learns merges until no pair stands twice in the text, or `most` are made.
 * @throws LabError `cancelled`
 */
export async function traceMerges(
  text: string,
  rule: MergeRule,
  most: number,
  signal?: AbortSignal,
): Promise<MergeTrace> {
  const pacer = new Pacer(signal);
  const places = rule.split(text);
  const words = new Map<string, Word>();
  for (const { word } of places) {
    const known = words.get(word);
    if (known) known.count++;
    else {
      const units = rule.units(word);
      const [joinedBy, lasts] = [units.ids.map(() => 0), [...units.ids.keys()]];
      words.set(word, { ...units, symbols: [...units.ids], lasts, joinedBy, count: 1 });
    }
    if (pacer.due()) await pacer.pause();
  }
  const all = [...words.values()];
  const tokens = [...rule.alphabet];
  const firstId = tokens.length;
  const merges: Pair[] = [];
  const states = [countPairs(all, rule)];
  while (merges.length < most) {
    const best = states[merges.length].candidates.at(0);
    if (best === undefined || best.count < leastCount) break;
    const pair: Pair = [best.left, best.right];
    const merged = firstId + merges.length;
    merges.push(pair);
    tokens.push(rule.join(tokens[best.left], tokens[best.right]));
    for (const word of all) merge(word, pair, merged, merges.length);
    states.push(countPairs(all, rule));
    if (pacer.due()) await pacer.pause();
  }

  const trace: MergeTrace = {
    ...{ text, firstId, merges, states, labels: tokens.map(rule.label) },
    ...{ unitIds: [], starts: [], ends: [], joinedBy: [] },
  };
  for (const { word, start } of places) {
    const known = words.get(word);
    for (const [unit, id] of known?.ids.entries() ?? []) {
      trace.unitIds.push(id);
      trace.starts.push(start + (known?.starts[unit] ?? 0));
      trace.ends.push(start + (known?.ends[unit] ?? 0));
      trace.joinedBy.push(known?.joinedBy[unit] ?? 0);
    }
  }
  return trace;
}

function countPairs(words: readonly Word[], { score }: MergeRule): TraceState {
  const pairs = new Map<number, number>();
  const singles = new Map<number, number>();
  let tokens = 0;
  for (const { symbols, count } of words) {
    tokens += symbols.length * count;
    for (const [at, symbol] of symbols.entries()) {
      singles.set(symbol, (singles.get(symbol) ?? 0) + count);
      if (at === 0) continue;
      const key = pairKey(symbols[at - 1], symbol);
      pairs.set(key, (pairs.get(key) ?? 0) + count);
    }
  }
  const scored = Array.from(pairs, ([key, count]) => {
    const [left, right] = pairOfKey(key);
    const value = score(count, singles.get(left) ?? 0, singles.get(right) ?? 0);
    return { key, left, right, count, score: value };
  });
  scored.sort((first, second) => second.score - first.score || first.key - second.key);
  const candidates = scored
    .slice(0, keptCandidates)
    .map(({ left, right, count, score: value }) => ({ left, right, count, score: value }));
  return { candidates, pairs: pairs.size, tokens };
}

/** Makes the merge in one word, and notes at each removed border which merge it was. */
function merge(word: Word, [left, right]: Pair, merged: number, number: number): void {
  const symbols: number[] = [];
  const lasts: number[] = [];
  for (let at = 0; at < word.symbols.length; at++) {
    const isPair = word.symbols[at] === left && word.symbols[at + 1] === right;
    if (isPair) word.joinedBy[word.lasts[at]] = number;
    symbols.push(isPair ? merged : word.symbols[at]);
    if (isPair) at++;
    lasts.push(word.lasts[at]);
  }
  Object.assign(word, { symbols, lasts });
}
