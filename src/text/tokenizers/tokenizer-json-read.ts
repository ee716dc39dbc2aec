/**
 * @file Reads a `tokenizer.json` of one of the lab's kinds, whoever wrote it, if its ids are in the
 * lab's order (for BPE that of Hugging Face's own trainer); anything else is refused with the reason,
 * so that ids can never silently mean something else.
 */
import { z } from 'zod';
import { LabError } from '../../base/errors';
import type { Tokenizer, TokenizerOptions } from '../types';
import { BpeTokenizer, byteLevelStart } from './bpe';
import { byteToCharacter } from './byte-alphabet';
import { BytesTokenizer } from './bytes';
import { CharacterBpeTokenizer } from './character-bpe';
import { CharactersTokenizer } from './characters';
import type { Pair } from './merges';
import { defaultOptions } from './options';
import { pieceStart } from './piece-tokenizer';
import {
  endOfTextId,
  endOfTextToken,
  isSpecialToken,
  mostSpecialTokens,
  mostTokensOfObjective,
  unknownId,
  unknownToken,
  wordPieceUnknownToken,
} from './special-tokens';
import {
  normalizerSchema,
  preTokenizerSchema,
  readNormalizer,
  readPreTokenizer,
} from './tokenizer-json-parts';
import { UnigramTokenizer } from './unigram';
import { continuation, longestWord, WordPieceTokenizer, wordPieceStart } from './wordpiece';
import { WordsTokenizer } from './words';

/** A file above this many characters is refused unread; a 65,536-entry BPE takes about 3 million. */
const longestFile = 64_000_000;
const largestVocabulary = 2 ** 20;

const vocabularySchema = z.record(z.string(), z.number().int().nonnegative());
const mergeSchema = z.union([z.string(), z.tuple([z.string(), z.string()])]);
const none = z.union([z.null(), z.literal('')]).optional();

const modelSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('BPE'),
    dropout: z.null().optional(),
    unk_token: z.union([z.null(), z.literal(unknownToken)]).optional(),
    continuing_subword_prefix: none,
    end_of_word_suffix: none,
    fuse_unk: z.literal(false).optional(),
    byte_fallback: z.boolean().default(false),
    ignore_merges: z.literal(false).optional(),
    vocab: vocabularySchema,
    merges: z.array(mergeSchema),
  }),
  z.object({
    type: z.literal('WordLevel'),
    vocab: vocabularySchema,
    unk_token: z.literal(unknownToken),
  }),
  z.object({
    type: z.literal('WordPiece'),
    unk_token: z.literal(wordPieceUnknownToken),
    continuing_subword_prefix: z.literal(continuation),
    max_input_chars_per_word: z.literal(longestWord),
    vocab: vocabularySchema,
  }),
  z.object({
    type: z.literal('Unigram'),
    unk_id: z.literal(unknownId),
    vocab: z.array(z.tuple([z.string(), z.number()])),
    byte_fallback: z.boolean().default(false),
  }),
]);

const mostNamed = mostSpecialTokens + mostTokensOfObjective;

const fileSchema = z.object({
  added_tokens: z
    .array(z.object({ id: z.number().int().nonnegative(), content: z.string() }))
    .max(mostNamed + 2)
    .default([]),
  normalizer: normalizerSchema.nullable().optional(),
  pre_tokenizer: preTokenizerSchema,
  model: modelSchema,
});

type Model = z.infer<typeof modelSchema>;

function refuse(reason: string): never {
  throw new LabError('tokenizer.json', { reason });
}

function parse(json: string): unknown {
  if (json.length > longestFile) refuse('it is too large');
  try {
    return JSON.parse(json);
  } catch {
    return refuse('it is not JSON');
  }
}

/** The tokens by id. @throws LabError `tokenizer.json` unless the ids are 0 … n − 1, each once */
function tokensById({ vocab }: Model): string[] {
  const entries = Array.isArray(vocab)
    ? vocab.map(([token], id): [string, number] => [token, id])
    : Object.entries(vocab);
  if (entries.length > largestVocabulary) refuse('the vocabulary is too large');
  const tokens = new Array<string | undefined>(entries.length).fill(undefined);
  for (const [token, id] of entries) {
    if (id >= entries.length || tokens[id] !== undefined) refuse(`id ${id} is out of order`);
    tokens[id] = token;
  }
  if (new Set(tokens).size < entries.length) refuse('a token stands twice in the vocabulary');
  return tokens.filter((token) => token !== undefined);
}

/** The tokens after those that the vocabulary must start with. */
function afterStart(tokens: readonly string[], start: readonly string[]): string[] {
  for (const [id, token] of start.entries()) {
    if (tokens.at(id) !== token) refuse(`id ${id} is not ${token}`);
  }
  return tokens.slice(start.length);
}

/** The pairs of named merges, if they make just these tokens. */
function readMerges(
  start: readonly string[],
  tokens: readonly string[],
  merges: readonly z.infer<typeof mergeSchema>[],
): Pair[] {
  const ids = new Map(start.map((token, id) => [token, id]));
  const pairs = merges.map((merge, rank): Pair => {
    const [left, right, ...rest] = typeof merge === 'string' ? merge.split(' ') : merge;
    const [leftId, rightId] = [ids.get(left), ids.get(right)];
    if (leftId === undefined || rightId === undefined || rest.length > 0) {
      return refuse(`merge ${rank} has parts that are not learned before it`);
    }
    const name = left + right;
    if (!ids.has(name)) {
      if (tokens.at(ids.size) !== name) refuse(`id ${ids.size} is not what merge ${rank} makes`);
      ids.set(name, ids.size);
    }
    return [leftId, rightId];
  });
  if (ids.size !== tokens.length) refuse(`the merges do not make ${tokens.length} tokens`);
  return pairs;
}

const isCharacter = (token: string) => Array.from(token).length === 1;

function readCharacters(characters: readonly string[], options: TokenizerOptions) {
  const wrong = characters.find((character) => !isCharacter(character));
  if (wrong !== undefined) refuse(`“${wrong}” is not one character`);
  return new CharactersTokenizer(characters, options);
}

function readBpe(
  family: 'byteLevel' | 'spaced' | 'marked',
  tokens: readonly string[],
  model: Extract<Model, { type: 'BPE' }>,
  options: TokenizerOptions,
): Tokenizer {
  if (family === 'byteLevel') {
    const start = byteLevelStart(options);
    afterStart(tokens, start);
    return new BpeTokenizer(readMerges(start, tokens, model.merges), options);
  }
  const start = pieceStart(options);
  const rest = afterStart(tokens, start);
  const end = rest.findIndex((token) => !isCharacter(token));
  const alphabet = end < 0 ? rest : rest.slice(0, end);
  const merges = readMerges([...start, ...alphabet], tokens, model.merges);
  const kind = family === 'spaced' ? 'character-bpe' : 'sentencepiece-bpe';
  return new CharacterBpeTokenizer(kind, alphabet, merges, options);
}

/** Special tokens stand after what every vocabulary starts with, and before the rest. */
function readSpecialTokens(
  added: readonly { id: number; content: string }[],
  firstId: number,
): string[] {
  const named = added.filter(({ content }) => isSpecialToken(content));
  const known: readonly string[] = [endOfTextToken, unknownToken, wordPieceUnknownToken];
  for (const { content } of added) {
    if (!isSpecialToken(content) && !known.includes(content)) {
      refuse(`“${content}” cannot be a special token here`);
    }
  }
  named.sort((first, second) => first.id - second.id);
  for (const [index, { id, content }] of named.entries()) {
    if (id !== firstId + index) refuse(`the special token ${content} has the id ${id}`);
  }
  if (named.length > mostNamed) refuse('it has too many special tokens');
  return named.map(({ content }) => content);
}

/** @throws LabError `tokenizer.json` */
export function tokenizerFromJson(json: string): Tokenizer {
  const read = fileSchema.safeParse(parse(json));
  if (!read.success) {
    const issue = read.error.issues.at(0);
    refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { model, pre_tokenizer: part, added_tokens: added } = read.data;
  const normalizing = readNormalizer(read.data.normalizer) ?? refuse('its normalizer is not known');
  const { family, preTokenizer } =
    readPreTokenizer(part) ?? refuse('its pre-tokenizer is not known');
  const ofBytes = family === 'bytes' || family === 'byteLevel';
  const options: TokenizerOptions = {
    ...defaultOptions,
    ...normalizing,
    preTokenizer,
    byteFallback: 'byte_fallback' in model && model.byte_fallback,
    specialTokens: readSpecialTokens(added, ofBytes ? 1 : 2),
  };
  const tokens = tokensById(model);
  if (tokens.at(endOfTextId) !== endOfTextToken) refuse(`id 0 is not ${endOfTextToken}`);
  const start = [endOfTextToken, unknownToken, ...options.specialTokens];
  const shape = `${model.type} behind ${family}`;
  switch (model.type) {
    case 'WordLevel':
      if (family === 'characters') return readCharacters(afterStart(tokens, start), options);
      if (family === 'separated') return new WordsTokenizer(afterStart(tokens, start), options);
      return refuse(`${shape} is not known`);
    case 'WordPiece':
      if (family !== 'separated') return refuse(`${shape} is not known`);
      return new WordPieceTokenizer(afterStart(tokens, wordPieceStart(options)), options);
    case 'Unigram': {
      if (family !== 'marked') return refuse(`${shape} is not known`);
      const first = pieceStart(options);
      afterStart(tokens, first);
      const pieces = model.vocab.slice(first.length).map(([piece, score]) => ({ piece, score }));
      return new UnigramTokenizer(pieces, options);
    }
    case 'BPE':
      if (family === 'bytes') {
        const all = [endOfTextToken, ...options.specialTokens, ...byteToCharacter];
        if (afterStart(tokens, all).length > 0 || model.merges.length > 0) {
          refuse('without a pre-tokenizer, only the 256 bytes in order are supported');
        }
        return new BytesTokenizer(options);
      }
      if (family === 'characters' || family === 'separated') return refuse(`${shape} is not known`);
      if (family === 'byteLevel' && model.byte_fallback) return refuse(`${shape} is not known`);
      return readBpe(family, tokens, model, options);
  }
}
