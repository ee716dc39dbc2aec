/**
 * @file Tokenizers that are compared: those trained on the open text, OpenAI's, and files. Each is
 * loaded once, under an id that the page gives it, and stays until it is removed.
 */
import { LabError } from '../base/errors';
import { countSamples, countText } from '../text/tokenizers/compare/fertility';
import type { SampleCounts, TextCounts } from '../text/tokenizers/compare/fertility';
import { loadTokenizerFile } from '../text/tokenizers/compare/file';
import { loadGpt } from '../text/tokenizers/compare/gpt';
import { overlapOf, tokenSet, type Overlap } from '../text/tokenizers/compare/overlap';
import type {
  ComparableTokenizer,
  ComparedToken,
  TokenizerChoice,
} from '../text/tokenizers/compare/types';
import type { PrepareOptions, Preparation } from './prepare';

export interface ComparedFacts {
  vocabularySize: number;
  samples: SampleCounts;
  /** Key of the text that it was trained on here; null for others. */
  trainedOn: string | null;
}

/** A text under one of the tokenizers. */
export interface ComparedText {
  tokens: ComparedToken[];
  counts: TextCounts;
}

interface Entry {
  tokenizer: ComparableTokenizer;
  /** Made when it is first asked for: a large vocabulary takes a while. */
  tokens: ReadonlySet<string> | null;
}

interface Loaded {
  tokenizer: ComparableTokenizer;
  trainedOn: string | null;
}

export class Comparison {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly preparation: Preparation) {}

  /** @throws LabError `tokenizer.*`, `text.missing`, `cancelled`; what was there before stays */
  async add(id: string, choice: TokenizerChoice, options: PrepareOptions): Promise<ComparedFacts> {
    const { tokenizer, trainedOn } = await this.load(choice, options);
    const facts = {
      vocabularySize: tokenizer.vocabularySize,
      samples: countSamples(tokenizer),
      trainedOn,
    };
    this.entries.set(id, { tokenizer, tokens: null });
    return facts;
  }

  remove(id: string): void {
    this.entries.delete(id);
  }

  /** In the order of the ids; null for one that is not there (any more). */
  compare(ids: readonly string[], text: string): (ComparedText | null)[] {
    return ids.map((id) => {
      const tokenizer = this.entries.get(id)?.tokenizer;
      if (!tokenizer) return null;
      const spans = tokenizer.encodeSpans(text);
      const tokens = spans.map((span) => ({
        ...span,
        label: tokenizer.label(span.id),
        bytes: hexadecimal(tokenizer.bytes(span.id)),
      }));
      return { tokens, counts: countText(text, spans.length) };
    });
  }

  /** `[first][second]`, in the order of the ids; ids that are not there share nothing. */
  overlap(ids: readonly string[]): Overlap[][] {
    const sets = ids.map((id) => this.tokensOf(id));
    return sets.map((first) => sets.map((second) => overlapOf(first, second)));
  }

  private tokensOf(id: string): ReadonlySet<string> {
    const entry = this.entries.get(id);
    if (!entry) return new Set();
    entry.tokens ??= tokenSet(entry.tokenizer);
    return entry.tokens;
  }

  private async load(choice: TokenizerChoice, options: PrepareOptions): Promise<Loaded> {
    switch (choice.kind) {
      case 'trained':
        return this.preparation.trainBeside(choice.config, options);
      case 'file':
        return { tokenizer: await loadTokenizerFile(choice.file), trainedOn: null };
      case 'gpt':
        try {
          return { tokenizer: await loadGpt(choice.name), trainedOn: null };
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new LabError('tokenizer.unreachable', { name: choice.name, reason });
        }
    }
  }
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
