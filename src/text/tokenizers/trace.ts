/**
 * @file Merges in slow motion: the real trainer learns on a short text (some kilobytes), and what it
 * tells its observer is kept, together with the text as it is cut after every merge.
 *
 * Since a merge never comes apart again, one number for each border between two units, the merge
 * that removed it, holds the segmentation of every step (`trace-steps.ts` reads it).
 */
import type { TextSource, TokenizerConfig, WordPieceScore } from '../types';
import { byteOffsets, characterOffsets } from './byte-offsets';
import { trainTokenizer } from './index';
import { normalizeText } from './normalize';
import type { MergeEvent, MergeStart, PairCandidate } from './observe';
import { canonicalOptions, optionsOfKind } from './options';
import { withSpaceMarks } from './piece-tokenizer';
import { forEachPreToken, forEachWord } from './pre-tokenize';
import type { TracedKind } from './trace-kinds';

export interface TraceSettings {
  kind: TracedKind;
  /** Only for `wordpiece`. */
  wordPieceScore: WordPieceScore;
  /** Merges that are kept at most. */
  most: number;
}

/** The text after some merges. */
export interface TraceState {
  /** The pairs of neighbours that rank highest; the first is joined next. */
  candidates: PairCandidate[];
  /** How many tokens the text has. */
  tokens: number;
  vocabularySize: number;
}

export interface TracedMerge {
  left: number;
  right: number;
  /** Id of what it makes; two merges may make the same token. */
  merged: number;
  count: number;
}

export interface MergeTrace {
  settings: TraceSettings;
  text: string;
  merges: TracedMerge[];
  /** `states[n]` is the text after n merges: one more than there are merges. */
  states: TraceState[];
  /** By id. */
  labels: string[];
  /** Of each unit (byte or character) of the text, in order. */
  unitIds: number[];
  /** UTF-16 offsets: where the character of each unit starts and ends. */
  starts: number[];
  ends: number[];
  /** The merge (from 1) that joined unit i with unit i + 1; 0: none did. */
  joinedBy: number[];
}

/** Candidates that a state keeps. */
const keptCandidates = 10;

/** By frequency, a pair that stands only once in the text is not learned: nothing repeats any more. */
export const leastCount = 2;

/** A word of the text, as often as it stands there. */
interface Word {
  count: number;
  /** Its first symbols. */
  units: readonly number[];
  symbols: number[];
  /** The last unit of each symbol. */
  lasts: number[];
  /** As `MergeTrace.joinedBy`, within the word. */
  joinedBy: number[];
}

/**
 * Learns on a text as long as a pair stands twice in it (by likelihood: as long as there is a pair),
 * at most the merges that are to be kept.
 * @throws LabError `cancelled`
 */
export async function traceMerges(
  text: string,
  settings: TraceSettings,
  signal?: AbortSignal,
): Promise<MergeTrace> {
  const { kind, wordPieceScore, most } = settings;
  const config: TokenizerConfig = {
    kind,
    wordPieceScore,
    preTokenizer: optionsOfKind[kind].preTokenizers.at(0),
    // Room for all characters or bytes, and more than is kept.
    vocabularySize: 2 * text.length + 512 + most,
  };
  const fewest = kind === 'wordpiece' && wordPieceScore === 'likelihood' ? 1 : leastCount;
  const recording = new Recording(most, fewest);
  const tokenizer = await trainTokenizer(config, sourceOf(text), { signal, merges: recording });
  const { words, merges, states } = recording;
  const trace: MergeTrace = {
    ...{ settings, text, merges, states },
    labels: Array.from({ length: recording.vocabularySize }, (_, id) => tokenizer.label(id)),
    ...{ unitIds: [], starts: [], ends: [], joinedBy: [] },
  };
  forEachPlace(text, config, (word, start) => {
    const offsets = kind === 'bpe' ? byteOffsets(word) : characterOffsets(word);
    const known = words.get(kind === 'sentencepiece-bpe' ? withSpaceMarks(word) : word);
    for (const [unit, id] of known?.units.entries() ?? []) {
      trace.unitIds.push(id);
      trace.starts.push(start + offsets.starts[unit]);
      trace.ends.push(start + offsets.ends[unit]);
      trace.joinedBy.push(known?.joinedBy[unit] ?? 0);
    }
  });
  return trace;
}

function sourceOf(text: string): TextSource {
  return {
    name: 'text',
    async *chunks() {
      yield { text, endOfDocument: true };
    },
  };
}

/** The places of the words within which merges are made, in order. */
function forEachPlace(
  text: string,
  config: TokenizerConfig,
  visit: (word: string, start: number) => void,
): void {
  const options = canonicalOptions(config);
  const normal = normalizeText(text, options);
  if (config.kind === 'wordpiece') return forEachWord(normal, visit);
  let start = 0;
  forEachPreToken(normal, options.preTokenizer, (word) => {
    visit(word, start);
    start += word.length;
  });
}

/** Makes every merge again that the trainer tells, in the words that it told first. */
class Recording {
  readonly candidates = keptCandidates;
  readonly words = new Map<string, Word>();
  readonly merges: TracedMerge[] = [];
  readonly states: TraceState[] = [];
  vocabularySize = 0;
  private isOver = false;

  /** @param fewest how often a pair must stand in the text */
  constructor(
    private readonly most: number,
    private readonly fewest: number,
  ) {}

  onStart({ words, counts, symbols, tokens }: MergeStart): void {
    for (const [index, word] of words.entries()) {
      const units = [...symbols[index]];
      this.words.set(word, {
        ...{ count: counts[index], units, symbols: units },
        lasts: [...units.keys()],
        joinedBy: units.map(() => 0),
      });
    }
    this.vocabularySize = tokens.length;
    this.pushState();
  }

  onMerge({ left, right, merged, count, candidates }: MergeEvent): void {
    if (this.isOver) return;
    const state = this.states[this.merges.length];
    state.candidates = candidates.map((candidate) => ({ ...candidate }));
    this.isOver = this.merges.length >= this.most || count < this.fewest;
    if (this.isOver) return;
    this.merges.push({ left, right, merged, count });
    this.vocabularySize = Math.max(this.vocabularySize, merged + 1);
    for (const word of this.words.values()) {
      mergeInWord(word, { left, right, merged, count }, this.merges.length);
    }
    this.pushState();
  }

  private pushState(): void {
    let tokens = 0;
    for (const { symbols, count } of this.words.values()) tokens += symbols.length * count;
    this.states.push({ candidates: [], tokens, vocabularySize: this.vocabularySize });
  }
}

/** Makes the merge in one word, and notes at each removed border which merge it was. */
function mergeInWord(word: Word, { left, right, merged }: TracedMerge, number: number): void {
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
