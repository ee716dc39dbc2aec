/**
 * @file SentencePiece's `.vocab`, compared under the ids that the file gives: the numbers of its
 * lines. The file is untrusted: its size is bounded before it is read, its lines are checked. Limits:
 * Unigram only; a `.vocab` tells no normalisation and no `▁` before the text, so there is none.
 */
import { LabError } from '../../../base/errors';
import type { TokenSpan } from '../../types';
import { labelBytes } from '../label';
import { longestVocab, tokenizerFromVocab } from '../sentencepiece-vocab';
import { unknownId, unknownToken } from '../special-tokens';
import type { UnigramTokenizer } from '../unigram';
import type { ComparableTokenizer } from './types';

const encoder = new TextEncoder();

class VocabTokenizer implements ComparableTokenizer {
  private readonly lineOf: ReadonlyMap<string, number>;
  private readonly innerIds: ReadonlyMap<string, number>;

  /** @param pieces of all lines */
  constructor(
    private readonly inner: UnigramTokenizer,
    private readonly pieces: readonly string[],
  ) {
    this.lineOf = new Map(pieces.map((piece, line) => [piece, line]));
    this.innerIds = new Map(inner.tokens.map((token, id) => [token, id]));
  }

  get vocabularySize(): number {
    return this.pieces.length;
  }

  encodeSpans(text: string): TokenSpan[] {
    return this.inner.encodeSpans(text).map(({ id, ...place }) => ({
      id: this.lineOf.get(this.inner.tokens[id]) ?? this.unknownLine(),
      ...place,
    }));
  }

  label(line: number): string {
    const id = this.innerIds.get(this.pieces[line]);
    return id === undefined ? labelBytes(encoder.encode(this.pieces[line])) : this.inner.label(id);
  }

  /** None of pieces that stand for no text, such as `<s>`. */
  bytes(line: number): Uint8Array {
    const id = this.innerIds.get(this.pieces[line]);
    return id === undefined || id === unknownId ? new Uint8Array(0) : this.inner.bytes(id);
  }

  private unknownLine(): number {
    return this.lineOf.get('<unk>') ?? this.pieces.length - 1;
  }
}

/** @throws LabError `tokenizer.vocab` with the line and the reason */
export async function loadVocab(file: Blob): Promise<ComparableTokenizer> {
  if (file.size > longestVocab) {
    throw new LabError('tokenizer.vocab', { line: 1, reason: 'the file is too large' });
  }
  const text = await file.text();
  const inner = tokenizerFromVocab(text);
  const pieces = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t', 1)[0]);
  const hasUnknown = pieces.includes('<unk>') || pieces.includes(unknownToken);
  return new VocabTokenizer(inner, hasUnknown ? pieces : [...pieces, unknownToken]);
}
