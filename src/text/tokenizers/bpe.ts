/**
 * @file Byte-level BPE: each pre-token's bytes, then the merges.
 * Papers: Sennrich, Haddow & Birch 2015 (1508.07909); Radford et al. 2019 (bytes, pre-tokens).
 * Ids: 0 ends a document, then the special tokens, the bytes in alphabet order, and what the merges
 * make, in their order.
 */
import { LabError } from '../../base/errors';
import { Pacer } from '../pacing';
import type { TextSource, TokenizerConfig, TokenizerOptions, TokenSink } from '../types';
import { byteToCharacter, bytesInAlphabetOrder, characterToByte } from './byte-alphabet';
import { ByteLevelTokenizer } from './byte-level';
import { countWords } from './count-words';
import { learnMerges } from './learn-merges';
import { MergeTable, nameMerges, type Pair } from './merges';
import type { TrainOptions } from './observe';
import { canonicalOptions, defaultOptions, smallestVocabulary } from './options';
import { forEachPreToken } from './pre-tokenize';
import { endOfTextToken } from './special-tokens';
import { noBytes, textBytes } from './text-tokenizer';
import { WordCache } from './word-cache';

/** The vocabulary before any merge, as it is written. */
export function byteLevelStart({ specialTokens }: TokenizerOptions): string[] {
  const bytes = bytesInAlphabetOrder.map((byte) => byteToCharacter[byte]);
  return [endOfTextToken, ...specialTokens, ...bytes];
}

/** Place of each byte in the order of the alphabet. */
const byteOrder = Uint8Array.from({ length: 256 }, (_, byte) => bytesInAlphabetOrder.indexOf(byte));

/** The text's bytes as ids, before any merge. */
export function textToByteIds(text: string, firstByteId = 1): number[] {
  return Array.from(textBytes(text), (byte) => firstByteId + byteOrder[byte]);
}

function nameToBytes(name: string): Uint8Array {
  return Uint8Array.from(name, (character) => characterToByte.get(character) ?? 0);
}

export class BpeTokenizer extends ByteLevelTokenizer {
  readonly kind = 'bpe';
  /** How each id is written in the vocabulary, `Ġ` for a space. */
  readonly tokens: readonly string[];
  private readonly table: MergeTable;
  private readonly cache: WordCache;

  /** @param merges in the order in which they were learned; each may use the ids of those before */
  constructor(
    readonly merges: readonly Pair[],
    options: TokenizerOptions = defaultOptions,
  ) {
    const { tokens, mergedIds } = nameMerges(byteLevelStart(options), merges);
    const firstByteId = 1 + options.specialTokens.length;
    super(options, 1, [
      noBytes,
      ...options.specialTokens.map(textBytes),
      ...tokens.slice(firstByteId).map(nameToBytes),
    ]);
    this.tokens = tokens;
    this.table = new MergeTable(merges, mergedIds);
    this.cache = new WordCache((word, symbols) => {
      for (const byte of textBytes(word)) symbols.push(firstByteId + byteOrder[byte]);
      this.table.apply(symbols);
    });
  }

  protected encodeNormal(text: string, sink: TokenSink): void {
    forEachPreToken(text, this.options.preTokenizer, (preToken) =>
      this.cache.encode(preToken, sink),
    );
  }
}

/**
 * Trains on a text; counting is the first half of the progress and merging the second.
 * @throws LabError `tokenizer.vocabulary`, `text.*`, `cancelled`
 */
export async function trainBpe(
  config: TokenizerConfig,
  source: TextSource,
  { signal, onProgress, merges: observer }: TrainOptions = {},
): Promise<BpeTokenizer> {
  const options = canonicalOptions(config);
  const [size, minimum] = [config.vocabularySize, smallestVocabulary(config)];
  if (size < minimum) throw new LabError('tokenizer.vocabulary', { minimum, size });
  const { words, counts } = await countWords(config, source, {
    signal,
    onProgress: (share) => onProgress?.(share / 2),
  });
  const pacer = new Pacer(signal);
  const symbols: number[][] = [];
  for (const word of words) {
    symbols.push(textToByteIds(word, 1 + options.specialTokens.length));
    if (pacer.due()) await pacer.pause();
  }
  const tokens = byteLevelStart(options);
  observer?.onStart?.({ words, counts, symbols, tokens: [...tokens] });
  const merges = await learnMerges(symbols, counts, tokens, size, {
    signal,
    onProgress: (share) => onProgress?.(0.5 + share / 2),
    forbidden: new Set(options.specialTokens),
    observer,
  });
  return new BpeTokenizer(merges, options);
}
