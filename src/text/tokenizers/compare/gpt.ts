/**
 * @file OpenAI's vocabularies (r50k, cl100k, o200k) through `gpt-tokenizer`. Each is loaded when it is
 * asked for: they take from 0.6 to 2.4 MB. Special tokens in a text are read as text, as the lab does.
 */
import type { TokenSpan } from '../../types';
import { labelBytes } from '../label';
import { spansOfBytes } from '../byte-offsets';
import type { ComparableTokenizer, GptName } from './types';

type Ranks = readonly (string | readonly number[])[];

interface Parts {
  encode: (text: string, options: { disallowedSpecial: Set<string> }) => number[];
  vocabularySize: number;
  /** The bytes of each id, as text where they are UTF-8; there may be holes. */
  ranks: Ranks;
}

const encoder = new TextEncoder();
const noSpecial = { disallowedSpecial: new Set<string>() };

class GptTokenizer implements ComparableTokenizer {
  constructor(private readonly parts: Parts) {}

  get vocabularySize(): number {
    return this.parts.vocabularySize;
  }

  encodeSpans(text: string): TokenSpan[] {
    const ids = this.parts.encode(text, noSpecial);
    return spansOfBytes(text, ids, (id) => this.bytes(id).length);
  }

  label(id: number): string {
    return labelBytes(this.bytes(id));
  }

  bytes(id: number): Uint8Array {
    const token = this.parts.ranks.at(id) ?? '';
    return typeof token === 'string' ? encoder.encode(token) : Uint8Array.from(token);
  }
}

/** @throws the import's error where the vocabulary cannot be loaded */
export async function loadGpt(name: GptName): Promise<ComparableTokenizer> {
  const [{ encode, vocabularySize }, { default: ranks }] = await parts(name);
  return new GptTokenizer({ encode, vocabularySize, ranks });
}

function parts(name: GptName) {
  switch (name) {
    case 'r50k':
      return Promise.all([
        import('gpt-tokenizer/encoding/r50k_base'),
        import('gpt-tokenizer/bpeRanks/r50k_base'),
      ]);
    case 'cl100k':
      return Promise.all([
        import('gpt-tokenizer/encoding/cl100k_base'),
        import('gpt-tokenizer/bpeRanks/cl100k_base'),
      ]);
    case 'o200k':
      return Promise.all([
        import('gpt-tokenizer/encoding/o200k_base'),
        import('gpt-tokenizer/bpeRanks/o200k_base'),
      ]);
  }
}
