/**
 * @file The parts of a `tokenizer.json` around its model, as the lab writes and recognises them:
 * normaliser, pre-tokenizer, decoder. Each family of tokenizers has its own pre-tokenizer, so the
 * family can be told from it.
 */
import { z } from 'zod';
import { preTokenizers, type PreTokenizer, type TokenizerOptions } from '../types';
import { spaceMark } from './piece-tokenizer';
import { isolatedPattern, preTokenizerPatterns } from './pre-tokenize';

/** Tokenizers that cut a text alike. */
export type Family = 'bytes' | 'byteLevel' | 'characters' | 'separated' | 'spaced' | 'marked';

const byteLevel = (useRegex: boolean) => ({
  type: 'ByteLevel' as const,
  add_prefix_space: false,
  trim_offsets: true,
  use_regex: useRegex,
});

const split = (pattern: string) => ({
  type: 'Split' as const,
  pattern: { Regex: pattern },
  behavior: 'Isolated',
  invert: false,
});

const metaspace = {
  type: 'Metaspace' as const,
  replacement: spaceMark,
  prepend_scheme: 'never',
  split: false,
};

const sequence = (...pretokenizers: object[]) => ({ type: 'Sequence' as const, pretokenizers });

export function preTokenizerPart(family: Family, preTokenizer: PreTokenizer) {
  const pattern = preTokenizerPatterns[preTokenizer];
  switch (family) {
    case 'bytes':
      return byteLevel(false);
    case 'byteLevel':
      // `ByteLevel` brings GPT-2's pattern with it.
      return preTokenizer === 'gpt2' ? byteLevel(true) : sequence(split(pattern), byteLevel(false));
    case 'characters':
      return split('[\\s\\S]');
    case 'separated':
      return sequence({ type: 'WhitespaceSplit' as const }, split(isolatedPattern));
    case 'spaced':
      return split(pattern);
    case 'marked':
      return sequence(split(pattern), metaspace);
  }
}

const simplePreTokenizer = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ByteLevel'),
    add_prefix_space: z.literal(false),
    use_regex: z.boolean().default(true),
  }),
  z.object({
    type: z.literal('Split'),
    pattern: z.object({ Regex: z.string() }),
    behavior: z.literal('Isolated'),
    invert: z.literal(false).default(false),
  }),
  z.object({ type: z.literal('WhitespaceSplit') }),
  z.object({
    type: z.literal('Metaspace'),
    replacement: z.literal(spaceMark),
    prepend_scheme: z.literal('never'),
    split: z.literal(false),
  }),
]);

export const preTokenizerSchema = z.union([
  simplePreTokenizer,
  z.object({ type: z.literal('Sequence'), pretokenizers: z.array(simplePreTokenizer).max(2) }),
]);

/** What tells one pre-tokenizer from another, whatever else its file says. */
function signature(part: z.infer<typeof preTokenizerSchema>): string {
  switch (part.type) {
    case 'ByteLevel':
      return `ByteLevel ${part.use_regex}`;
    case 'Split':
      return `Split ${part.pattern.Regex}`;
    case 'Sequence':
      return part.pretokenizers.map(signature).join(' then ');
    case 'WhitespaceSplit':
    case 'Metaspace':
      return part.type;
  }
}

const families: readonly Family[] = [
  'bytes',
  'byteLevel',
  'characters',
  'separated',
  'spaced',
  'marked',
];

/** The family and the pre-tokenizer of a file's part, or null if it is none of the lab's. */
export function readPreTokenizer(
  part: z.infer<typeof preTokenizerSchema>,
): { family: Family; preTokenizer: PreTokenizer } | null {
  const wanted = signature(part);
  for (const family of families) {
    for (const preTokenizer of preTokenizers) {
      const known = preTokenizerSchema.parse(preTokenizerPart(family, preTokenizer));
      if (signature(known) === wanted) return { family, preTokenizer };
    }
  }
  return null;
}

export function decoderPart(family: Family) {
  const byteFallback = { type: 'ByteFallback' };
  const fuse = { type: 'Fuse' };
  switch (family) {
    case 'bytes':
      return byteLevel(false);
    case 'byteLevel':
      return byteLevel(true);
    case 'characters':
      return fuse;
    case 'separated':
      return { type: 'WordPiece', prefix: '##', cleanup: false };
    case 'spaced':
      return { type: 'Sequence', decoders: [byteFallback, fuse] };
    case 'marked': {
      const spaces = { type: 'Replace', pattern: { String: spaceMark }, content: ' ' };
      return { type: 'Sequence', decoders: [spaces, byteFallback, fuse] };
    }
  }
}

type Normalizing = Pick<TokenizerOptions, 'normalization' | 'lowercase'>;

export function normalizerPart({ normalization, lowercase }: Normalizing) {
  const normalizers = [
    ...(normalization === 'none' ? [] : [{ type: normalization.toUpperCase() }]),
    ...(lowercase ? [{ type: 'Lowercase' }] : []),
  ];
  if (normalizers.length === 2) return { type: 'Sequence', normalizers };
  return normalizers.at(0) ?? null;
}

const simpleNormalizer = z.object({ type: z.enum(['NFC', 'NFKC', 'Lowercase']) });

export const normalizerSchema = z.union([
  simpleNormalizer,
  z.object({ type: z.literal('Sequence'), normalizers: z.array(simpleNormalizer).max(2) }),
]);

/** The options of a file's part, or null if they are not the lab's. */
export function readNormalizer(
  part: z.infer<typeof normalizerSchema> | null | undefined,
): Normalizing | null {
  if (!part) return { normalization: 'none', lowercase: false };
  const types = (part.type === 'Sequence' ? part.normalizers : [part]).map(({ type }) => type);
  const lowercase = types.at(-1) === 'Lowercase';
  const [form, ...rest] = lowercase ? types.slice(0, -1) : types;
  if (rest.length > 0 || form === 'Lowercase') return null;
  if (form === undefined) return { normalization: 'none', lowercase };
  return { normalization: form === 'NFC' ? 'nfc' : 'nfkc', lowercase };
}
