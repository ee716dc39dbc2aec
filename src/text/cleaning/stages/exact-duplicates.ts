/**
 * @file Exact deduplication: of documents, or of paragraphs, with the same words one is kept. They are found
 * by a 64-bit hash of their words, and then compared. Paragraphs of only a few words (headings,
 * “Read more”) are left alone.
 */
import { z } from 'zod';
import { Pacer } from '../../pacing';
import { fnv1a64, toHex } from '../fnv';
import type { StageDefinition, Verdict } from '../types';
import { splitWords } from '../words';

const settings = z.strictObject({
  unit: z.enum(['document', 'paragraph']).default('document'),
  /** Words that a paragraph must have at least to be looked at. */
  shortestParagraph: z.int().min(1).max(1000).default(12),
});

const encoder = new TextEncoder();

/** Texts seen so far, by the hash of their words. */
class SeenTexts {
  private readonly byHash = new Map<string, { text: string; id: number }[]>();

  /** The document that had the same words before; null if they are new, and now remembered. */
  findOrAdd(text: string, id: number): number | null {
    const words = normalise(text);
    if (words === '') return null;
    const key = toHex(fnv1a64(encoder.encode(words)));
    const candidates = this.byHash.get(key) ?? [];
    const found = candidates.find((candidate) => normalise(candidate.text) === words);
    if (found) return found.id;
    candidates.push({ text, id });
    this.byHash.set(key, candidates);
    return null;
  }
}

function normalise(text: string): string {
  return splitWords(text).join(' ');
}

export const exactDuplicates: StageDefinition<'exact-duplicates', typeof settings> = {
  name: 'exact-duplicates',
  settings,
  async judge(documents, { unit, shortestParagraph }, { signal, onProgress }) {
    const pacer = new Pacer(signal);
    const seen = new SeenTexts();
    const verdicts: Verdict[] = [];
    for (const document of documents) {
      if (unit === 'document') {
        const kept = seen.findOrAdd(document.text, document.id);
        const reason = { code: 'duplicate.exact', values: { kept: kept ?? document.id } };
        verdicts.push(kept === null ? { kind: 'kept' } : { kind: 'removed', reason });
      } else {
        const { text, struck, kept } = strikeParagraphs(document.text, (paragraph) =>
          splitWords(paragraph).length < shortestParagraph
            ? null
            : seen.findOrAdd(paragraph, document.id),
        );
        const reason = { code: 'duplicate.paragraphs', values: { count: struck, kept } };
        if (struck === 0) verdicts.push({ kind: 'kept' });
        else if (text.trim() === '') verdicts.push({ kind: 'removed', reason });
        else verdicts.push({ kind: 'changed', document: { ...document, text }, reason });
      }
      if (pacer.due()) {
        onProgress?.(verdicts.length / documents.length);
        await pacer.pause();
      }
    }
    return verdicts;
  },
};

/** Takes paragraphs out, each with the line breaks after it. `kept` has the first that was struck. */
function strikeParagraphs(text: string, findCopy: (paragraph: string) => number | null) {
  let struck = 0;
  let kept = 0;
  const left = text.replace(/[^\n]+\n*/g, (paragraph) => {
    const copy = findCopy(paragraph);
    if (copy === null) return paragraph;
    if (struck++ === 0) kept = copy;
    return '';
  });
  return { text: left, struck, kept };
}
