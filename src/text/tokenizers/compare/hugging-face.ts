/**
 * @file Any `tokenizer.json`, through Hugging Face's own library for JavaScript. The file is untrusted:
 * its size is bounded, its shape is checked before the library sees it, and a short text is
 * tokenized before it is accepted. Limits: WordPiece, BPE, Unigram and WordLevel models; patterns in
 * the file are run as regular expressions.
 */
import type { Tokenizer as Library } from '@huggingface/tokenizers';
import { z } from 'zod';
import { LabError } from '../../../base/errors';
import type { TokenSpan } from '../../types';
import { characterToByte } from '../byte-alphabet';
import { labelBytes } from '../label';
import { alignTokens } from './align';
import { byteOffsets, spansOfBytes } from '../byte-offsets';
import type { ComparableTokenizer } from './types';

/** Bytes; the largest in use (a 262,144-entry vocabulary) has some 33 MB. */
const largestFile = 64 * 1024 * 1024;
const largestVocabulary = 2 ** 20;

const id = z.number().int().nonnegative().max(largestVocabulary);
const vocabulary = z.record(z.string(), id);
const merge = z.union([z.string(), z.tuple([z.string(), z.string()])]);
/** The library wants each of them to be there, if only as `null`. */
const part = z.looseObject({ type: z.string() }).nullable().default(null);

const modelSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('BPE'), vocab: vocabulary, merges: z.array(merge) }),
  z.looseObject({
    type: z.literal('WordPiece'),
    vocab: vocabulary,
    unk_token: z.string(),
    // What the library does not assume by itself.
    continuing_subword_prefix: z.string().default('##'),
  }),
  z.looseObject({ type: z.literal('WordLevel'), vocab: vocabulary }),
  z.looseObject({
    type: z.literal('Unigram'),
    vocab: z.array(z.tuple([z.string(), z.number()])).max(largestVocabulary),
  }),
]);

const fileSchema = z.looseObject({
  model: modelSchema,
  added_tokens: z.array(z.looseObject({ id, content: z.string() })).default([]),
  normalizer: part,
  pre_tokenizer: part,
  post_processor: part,
  decoder: part,
});

type TokenizerFile = z.infer<typeof fileSchema>;

function refuse(reason: string): never {
  throw new LabError('tokenizer.json', { reason });
}

/** How a vocabulary writes bytes: all of them, or none but in tokens such as `<0xE4>`. */
type Spelling = 'byte-level' | 'plain';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

class HuggingFaceTokenizer implements ComparableTokenizer {
  private readonly special: ReadonlySet<string>;
  private readonly spelling: Spelling;

  constructor(
    private readonly library: Library,
    private readonly file: TokenizerFile,
  ) {
    const unknown = z.object({ unk_token: z.string() }).safeParse(file.model);
    const words = file.added_tokens.map(({ content }) => content);
    this.special = new Set(unknown.success ? [...words, unknown.data.unk_token] : words);
    // Wherever it stands, also inside of a sequence.
    const steps = JSON.stringify([file.pre_tokenizer, file.decoder]);
    this.spelling = steps.includes('"type":"ByteLevel"') ? 'byte-level' : 'plain';
  }

  get vocabularySize(): number {
    return this.library.get_vocab().size;
  }

  encodeSpans(text: string): TokenSpan[] {
    if (text === '') return [];
    const { ids } = this.library.encode(text, { add_special_tokens: false });
    const bytes = ids.map((each) => this.bytes(each));
    const length = bytes.reduce((sum, each) => sum + each.length, 0);
    if (this.spelling === 'byte-level' && length === encoder.encode(text).length) {
      return spansOfBytes(text, ids, (each) => this.bytes(each).length);
    }
    return this.align(text, ids, bytes);
  }

  label(each: number): string {
    const token = this.token(each);
    return this.special.has(token) ? token : labelBytes(this.bytes(each));
  }

  bytes(each: number): Uint8Array {
    const token = this.token(each);
    if (this.special.has(token)) return new Uint8Array(0);
    if (this.spelling === 'byte-level') {
      const known = Array.from(token, (character) => characterToByte.get(character));
      const bytes = known.filter((byte) => byte !== undefined);
      return bytes.length === known.length ? Uint8Array.from(bytes) : encoder.encode(token);
    }
    const byte = byteOfToken(token);
    return byte === null ? encoder.encode(plainText(token, this.file)) : Uint8Array.of(byte);
  }

  private token(each: number): string {
    return this.library.id_to_token(each) ?? '';
  }

  /** Bytes that follow each other may only together be characters, so they are sought as one. */
  private align(text: string, ids: readonly number[], bytes: readonly Uint8Array[]): TokenSpan[] {
    const groups: number[][] = [];
    for (const index of ids.keys()) {
      const joins = this.isByte(ids[index]) && index > 0 && this.isByte(ids[index - 1]);
      const last = groups.at(-1);
      if (joins && last) last.push(index);
      else groups.push([index]);
    }
    const surfaces = groups.map((group) =>
      decoder.decode(Uint8Array.from(group.flatMap((index) => [...bytes[index]]))),
    );
    const places = alignTokens(text, surfaces);
    return groups.flatMap((group, at) => {
      const { start, end } = places[at];
      const { starts, ends } = byteOffsets(surfaces[at]);
      const exact = group.length > 1 && text.slice(start, end) === surfaces[at];
      let byte = 0;
      return group.map((index) => {
        if (!exact) return { id: ids[index], start, end };
        const first = byte;
        byte += bytes[index].length;
        return { id: ids[index], start: start + starts[first], end: start + ends[byte - 1] };
      });
    });
  }

  private isByte(each: number): boolean {
    return this.spelling === 'byte-level' || byteOfToken(this.token(each)) !== null;
  }
}

function byteOfToken(token: string): number | null {
  const digits = /^<0x([0-9A-Fa-f]{2})>$/.exec(token)?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}

/** A token without the marks that say where in a word it stands. */
function plainText(token: string, { model }: TokenizerFile): string {
  const marks = z
    .object({
      continuing_subword_prefix: z.string().nullish(),
      end_of_word_suffix: z.string().nullish(),
    })
    .safeParse(model);
  const prefix = marks.data?.continuing_subword_prefix ?? '';
  const suffix = marks.data?.end_of_word_suffix ?? '';
  let text = token;
  if (prefix !== '' && text.startsWith(prefix)) text = text.slice(prefix.length);
  if (suffix !== '' && text.endsWith(suffix)) text = text.slice(0, -suffix.length);
  return text.replaceAll('\u2581', ' ');
}

function parse(json: string): TokenizerFile {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return refuse('it is not JSON');
  }
  const read = fileSchema.safeParse(content);
  if (!read.success) {
    const issue = read.error.issues.at(0);
    return refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  if (Object.keys(read.data.model.vocab).length > largestVocabulary) {
    refuse('the vocabulary is too large');
  }
  return read.data;
}

/** @throws LabError `tokenizer.json` with the reason */
export async function loadHuggingFace(file: Blob): Promise<ComparableTokenizer> {
  if (file.size > largestFile) refuse('it is too large');
  const content = parse(await file.text());
  const { Tokenizer } = await import('@huggingface/tokenizers');
  try {
    const tokenizer = new HuggingFaceTokenizer(new Tokenizer(content, {}), content);
    tokenizer.encodeSpans('Aa, 1 中文\n🙂');
    return tokenizer;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
