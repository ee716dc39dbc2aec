/**
 * @file The search for near-copies in a small corpus, as the page asks for it.
 */
import { describe, expect, it } from 'vitest';
import { corpusSource } from '../text/corpora';
import { crawlSource } from '../text/crawl';
import type { TextSource } from '../text/types';
import { corpusLimits, knownStories, readSmallCorpus, searchCopies } from './deduplication';

const settings = {
  shingleSize: 3,
  bands: 20,
  rows: 5,
  verification: 'shingles' as const,
  threshold: 0.6,
  seed: 1,
};

function sourceOf(...documents: string[]): TextSource {
  return {
    name: 'test',
    async *chunks() {
      for (const text of documents) yield { text, endOfDocument: true };
    },
  };
}

describe.each(['english-stories', 'chinese-stories'] as const)('known copies, %s', (name) => {
  it('are found, and nothing else', async () => {
    const found = await searchCopies(await knownStories(name, {}), settings, {});
    expect(found.texts).toHaveLength(150);
    expect(found.agreement?.precision).toBeGreaterThan(0.95);
    expect(found.agreement?.recall).toBeGreaterThan(0.6);
    expect(found.comparisons).toBeLessThan(1000);
    expect(found.links.length).toBeGreaterThan(50);
    for (const { members } of found.buckets) expect(members.length).toBeGreaterThan(1);
  });
});

describe('readSmallCorpus', () => {
  it('takes the paragraphs of a single document', async () => {
    const corpus = await readSmallCorpus(sourceOf('One.\n\nTwo.\n \nThree.\n'), {});
    expect(corpus).toEqual({ texts: ['One.', 'Two.', 'Three.\n'], originals: null, isCut: false });
    expect((await readSmallCorpus(sourceOf(), {})).texts).toEqual([]);
  });

  it('stops at its limits', async () => {
    const many = corpusSource('arithmetic', { documents: 5000, seed: 1 });
    const corpus = await readSmallCorpus(many, {});
    expect(corpus.texts).toHaveLength(corpusLimits.documents);
    expect(corpus.isCut).toBe(true);
    const found = await searchCopies(corpus, settings, {});
    expect(found.agreement).toBeNull();
    const long = await readSmallCorpus(sourceOf('a', 'b '.repeat(2_000_000), 'c'), {});
    expect(long).toMatchObject({ isCut: true });
    expect(long.texts).toHaveLength(2);
  });
});

it('reads the pages of a crawl as text', async () => {
  const { texts } = await readSmallCorpus(crawlSource({ documents: 12, seed: 1 }), {});
  expect(texts).toHaveLength(12);
  for (const text of texts) expect(text).not.toMatch(/<\/(p|div|html|body)>/);
  expect(texts.join('').length).toBeGreaterThan(2000);
});
