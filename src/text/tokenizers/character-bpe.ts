/**
 * @file BPE on characters: the first symbols are the characters of the training text, not bytes. As
 * `character-bpe` spaces stay spaces; as `sentencepiece-bpe` they are written `▁`.
 * Papers: Sennrich, Haddow & Birch 2015 (1508.07909); Kudo & Richardson 2018 (1808.06226).
 */
import { Pacer } from '../pacing';
import type { TextSource, TokenizerConfig, TokenizerOptions, TokenSink, TokenSpan } from '../types';
import { alphabetOf, countWords, requireRoom } from './count-words';
import { learnMerges } from './learn-merges';
import { MergeTable, nameMerges, type Pair } from './merges';
import type { TrainOptions } from './observe';
import { canonicalOptions } from './options';
import { PieceTokenizer, pieceStart, spaceMark, withSpaceMarks } from './piece-tokenizer';
import { forEachPreToken } from './pre-tokenize';
import { WordCache } from './word-cache';

export type CharacterBpeKind = 'character-bpe' | 'sentencepiece-bpe';

export class CharacterBpeTokenizer extends PieceTokenizer {
  private readonly cache: WordCache;

  /**
   * @param alphabet the characters, in the order of their ids
   * @param merges in the order in which they were learned
   */
  constructor(
    readonly kind: CharacterBpeKind,
    readonly alphabet: readonly string[],
    readonly merges: readonly Pair[],
    options: TokenizerOptions,
  ) {
    const start = [...pieceStart(options), ...alphabet];
    const { tokens, mergedIds } = nameMerges(start, merges);
    const firstPieceId = start.length - alphabet.length;
    super(options, tokens.slice(firstPieceId), kind === 'sentencepiece-bpe');
    const ids = new Map(alphabet.map((character, index) => [character, firstPieceId + index]));
    const table = new MergeTable(merges, mergedIds);
    this.cache = new WordCache((word, symbols) => {
      for (const character of word) {
        const id = this.readsAsBytes(character) ? undefined : ids.get(this.written(character));
        if (id === undefined) this.pushUnknown(character, symbols);
        else symbols.push(id);
      }
      table.apply(symbols);
    });
  }

  protected encodeNormal(text: string, sink: TokenSink): void {
    forEachPreToken(text, this.options.preTokenizer, (word) => this.cache.encode(word, sink));
  }

  protected normalSpans(text: string): TokenSpan[] {
    const ids: number[] = [];
    this.encodeNormal(text, ids);
    return this.spansOf(text, ids);
  }

  private written(character: string): string {
    return this.marksSpaces && character === ' ' ? spaceMark : character;
  }

  private readsAsBytes(character: string): boolean {
    return this.marksSpaces && this.options.byteFallback && character === spaceMark;
  }
}

/** @throws LabError `tokenizer.alphabet`, `text.*`, `cancelled` */
export async function trainCharacterBpe(
  kind: CharacterBpeKind,
  config: TokenizerConfig,
  source: TextSource,
  { signal, onProgress, merges: observer }: TrainOptions = {},
): Promise<CharacterBpeTokenizer> {
  const options = canonicalOptions(config);
  const counted = await countWords(config, source, {
    signal,
    onProgress: (share) => onProgress?.(share / 2),
  });
  const words = kind === 'sentencepiece-bpe' ? counted.words.map(withSpaceMarks) : counted.words;
  const alphabet = alphabetOf(words);
  const tokens = [...pieceStart(options), ...alphabet];
  requireRoom(config.vocabularySize, tokens.length, alphabet.length);
  const firstPieceId = tokens.length - alphabet.length;
  const ids = new Map(alphabet.map((character, index) => [character, firstPieceId + index]));
  const pacer = new Pacer(signal);
  const symbols: number[][] = [];
  for (const word of words) {
    symbols.push(Array.from(word, (character) => ids.get(character) ?? 0));
    if (pacer.due()) await pacer.pause();
  }
  observer?.onStart?.({ words, counts: counted.counts, symbols, tokens: [...tokens] });
  const merges = await learnMerges(symbols, counted.counts, tokens, config.vocabularySize, {
    signal,
    onProgress: (share) => onProgress?.(0.5 + share / 2),
    forbidden: new Set(pieceStart(options)),
    observer,
  });
  return new CharacterBpeTokenizer(kind, alphabet, merges, options);
}
