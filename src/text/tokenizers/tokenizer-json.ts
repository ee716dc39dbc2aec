/**
 * @file `tokenizer.json`, the file format of Hugging Face tokenizers. What is written here loads
 * there and encodes to the same ids: bytes as BPE without merges, characters as WordLevel behind a
 * Split that isolates every character, BPE as BPE behind ByteLevel. Read back are only files of
 * these three shapes with the lab's order of ids (which is that of Hugging Face's own trainer);
 * anything else is refused with the reason, so that ids can never silently mean something else.
 */
import { z } from 'zod';
import { LabError } from '../../base/errors';
import type { Tokenizer } from '../types';
import { BpeTokenizer, firstMergeId, type Pair } from './bpe';
import { byteToCharacter, bytesInAlphabetOrder, bytesToText } from './byte-alphabet';
import { BytesTokenizer } from './bytes';
import { CharactersTokenizer } from './characters';
import { endOfTextId, endOfTextToken, unknownId, unknownToken } from './special-tokens';

/** A file above this many characters is refused unread; a 65,536-entry BPE takes about 3 million. */
const longestFile = 64_000_000;
/** Pairs of ids are packed into one number (`pairKey`), which holds below 2²⁰. */
const largestVocabulary = 2 ** 20;

const vocabularySchema = z.record(z.string(), z.number().int().nonnegative());
const mergeSchema = z.union([z.string(), z.tuple([z.string(), z.string()])]);

const fileSchema = z.object({
  normalizer: z.null().optional(),
  pre_tokenizer: z.object({
    type: z.enum(['ByteLevel', 'Split']),
    add_prefix_space: z.literal(false).optional(),
    use_regex: z.boolean().optional(),
  }),
  model: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('BPE'),
      dropout: z.null().optional(),
      continuing_subword_prefix: z.union([z.null(), z.literal('')]).optional(),
      end_of_word_suffix: z.union([z.null(), z.literal('')]).optional(),
      byte_fallback: z.literal(false).optional(),
      ignore_merges: z.literal(false).optional(),
      vocab: vocabularySchema,
      merges: z.array(mergeSchema),
    }),
    z.object({
      type: z.literal('WordLevel'),
      vocab: vocabularySchema,
      unk_token: z.literal(unknownToken),
    }),
  ]),
});

function refuse(reason: string): never {
  throw new LabError('tokenizer.json', { reason });
}

function toVocabulary(tokens: readonly string[]): Record<string, number> {
  return Object.fromEntries(tokens.map((token, id) => [token, id]));
}

function file(preTokenizer: object, decoder: object, model: object): string {
  const endOfText = {
    id: endOfTextId,
    content: endOfTextToken,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  };
  return JSON.stringify({
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [endOfText],
    normalizer: null,
    pre_tokenizer: preTokenizer,
    post_processor: null,
    decoder,
    model,
  });
}

function byteLevelFile(tokens: readonly string[], merges: readonly string[], split: boolean) {
  const byteLevel = {
    type: 'ByteLevel',
    add_prefix_space: false,
    trim_offsets: true,
    use_regex: split,
  };
  return file(byteLevel, byteLevel, {
    type: 'BPE',
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: false,
    byte_fallback: false,
    ignore_merges: false,
    vocab: toVocabulary(tokens),
    merges,
  });
}

/** Writes a tokenizer as the text of a `tokenizer.json`. */
export function tokenizerToJson(tokenizer: Tokenizer): string {
  if (tokenizer instanceof BytesTokenizer) {
    return byteLevelFile([endOfTextToken, ...byteToCharacter], [], false);
  }
  if (tokenizer instanceof BpeTokenizer) {
    const tokens = [endOfTextToken];
    for (let id = 1; id < tokenizer.vocabularySize; id++) {
      tokens.push(bytesToText(tokenizer.bytes(id)));
    }
    const merges = tokenizer.merges.map(([left, right]) => `${tokens[left]} ${tokens[right]}`);
    return byteLevelFile(tokens, merges, true);
  }
  if (tokenizer instanceof CharactersTokenizer) {
    return file(
      { type: 'Split', pattern: { Regex: '[\\s\\S]' }, behavior: 'Isolated', invert: false },
      { type: 'Fuse' },
      {
        type: 'WordLevel',
        vocab: toVocabulary([endOfTextToken, unknownToken, ...tokenizer.characters]),
        unk_token: unknownToken,
      },
    );
  }
  throw new TypeError(`There is no tokenizer.json for the kind ${tokenizer.kind}.`);
}

/** The tokens by id. @throws LabError `tokenizer.json` unless the ids are 0 … n − 1, each once */
function tokensById(vocabulary: Record<string, number>): string[] {
  const entries = Object.entries(vocabulary);
  if (entries.length > largestVocabulary) refuse('the vocabulary is too large');
  const tokens = new Array<string | undefined>(entries.length).fill(undefined);
  for (const [token, id] of entries) {
    if (id >= entries.length || tokens[id] !== undefined) refuse(`id ${id} is out of order`);
    tokens[id] = token;
  }
  const complete = tokens.filter((token) => token !== undefined);
  if (complete[endOfTextId] !== endOfTextToken) refuse(`id 0 is not ${endOfTextToken}`);
  return complete;
}

function readCharacters(tokens: readonly string[]): CharactersTokenizer {
  if (tokens[unknownId] !== unknownToken) refuse(`id 1 is not ${unknownToken}`);
  const characters = tokens.slice(2);
  for (const [index, character] of characters.entries()) {
    if ([...character].length !== 1) refuse(`id ${index + 2} is not one character`);
  }
  return new CharactersTokenizer(characters);
}

function readByteLevel(
  tokens: readonly string[],
  merges: readonly z.infer<typeof mergeSchema>[],
  split: boolean,
): BytesTokenizer | BpeTokenizer {
  if (!split) {
    const same = byteToCharacter.every((character, byte) => tokens[byte + 1] === character);
    if (!same || tokens.length !== 257 || merges.length > 0) {
      refuse('without a pre-tokenizer, only the 256 bytes in order are supported');
    }
    return new BytesTokenizer();
  }
  for (const [index, byte] of bytesInAlphabetOrder.entries()) {
    if (tokens[index + 1] !== byteToCharacter[byte]) {
      refuse(`id ${index + 1} is not the byte that belongs there`);
    }
  }
  if (tokens.length !== firstMergeId + merges.length) {
    refuse(`${merges.length} merges do not make ${tokens.length} tokens`);
  }
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const pairs = merges.map((merge, rank): Pair => {
    const [left, right, ...rest] = typeof merge === 'string' ? merge.split(' ') : merge;
    const leftId = ids.get(left) ?? 0;
    const rightId = ids.get(right) ?? 0;
    const id = firstMergeId + rank;
    const known = leftId > 0 && leftId < id && rightId > 0 && rightId < id && rest.length === 0;
    if (!known) refuse(`merge ${rank} has parts that are not learned before it`);
    if (tokens[id] !== left + right) refuse(`id ${id} is not what merge ${rank} makes`);
    return [leftId, rightId];
  });
  return new BpeTokenizer(pairs);
}

function parse(json: string): unknown {
  if (json.length > longestFile) refuse('it is too large');
  try {
    return JSON.parse(json);
  } catch {
    return refuse('it is not JSON');
  }
}

/** Reads a `tokenizer.json` of one of the lab's three kinds. @throws LabError `tokenizer.json` */
export function tokenizerFromJson(json: string): Tokenizer {
  const read = fileSchema.safeParse(parse(json));
  if (!read.success) {
    const issue = read.error.issues.at(0);
    refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { model, pre_tokenizer: preTokenizer } = read.data;
  const tokens = tokensById(model.vocab);
  switch (model.type) {
    case 'WordLevel':
      if (preTokenizer.type !== 'Split') refuse('WordLevel needs the Split pre-tokenizer');
      return readCharacters(tokens);
    case 'BPE':
      if (preTokenizer.type !== 'ByteLevel') refuse('BPE needs the ByteLevel pre-tokenizer');
      return readByteLevel(tokens, model.merges, preTokenizer.use_regex ?? true);
  }
}
