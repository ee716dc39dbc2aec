/**
 * @file Looking for near-copies in a small corpus, with all that the page shows of it: the documents of the
 * open text, or stories of which it is known which are copies of which.
 */
import { compareClusters, type Agreement } from '../text/cleaning/agreement';
import { sharedBuckets, type Bucket } from '../text/cleaning/buckets';
import type { Link } from '../text/cleaning/clusters';
import { makeKnownCopies } from '../text/cleaning/known-copies';
import { findNearDuplicates, type NearDuplicateSettings } from '../text/cleaning/near-duplicates';
import { findSimHashDuplicates } from '../text/cleaning/simhash';
import type { StageOptions } from '../text/cleaning/types';
import { corpusSource } from '../text/corpora';
import { loadHtmlReader } from '../text/reading/html-text';
import type { ReadOptions, TextSource } from '../text/types';

/** `open`: the documents of the open text. */
export type CopySource = 'open' | 'english-stories' | 'chinese-stories';

/** More is not read of an open text. */
export const corpusLimits = { documents: 2000, characters: 2_000_000 } as const;

/** As Google's crawler (Manku et al. 2007). */
const simHashDistance = 3;

const known = { originals: 60, seed: 1, mostCopies: 3, mostEdits: 0.1 };

export interface SmallCorpus {
  readonly texts: readonly string[];
  /** The number of each text's original, where that is known. */
  readonly originals: readonly number[] | null;
  /** There was more than `corpusLimits`. */
  readonly isCut: boolean;
}

export interface CopySearch extends SmallCorpus {
  readonly settings: NearDuplicateSettings;
  /** For each text the least index in its cluster, which is the one that is kept. */
  readonly clusterOf: Int32Array;
  readonly links: readonly Link[];
  readonly comparisons: number;
  readonly buckets: readonly Bucket[];
  /** Against what is known. */
  readonly agreement: Agreement | null;
  /** The same of SimHash, with up to `simHashDistance` differing bits. */
  readonly simHashAgreement: Agreement | null;
}

export async function knownStories(
  corpus: Exclude<CopySource, 'open'>,
  options: ReadOptions,
): Promise<SmallCorpus> {
  const source = corpusSource(corpus, { documents: known.originals, seed: known.seed });
  const { texts } = await readSmallCorpus(source, options);
  return { ...makeKnownCopies(texts, known), isCut: false };
}

/**
 * Pages of a crawl are read as a browser shows them; a text of a single document is taken by its
 * paragraphs. @throws LabError `text.*`, `cancelled`
 */
export async function readSmallCorpus(
  source: TextSource,
  options: ReadOptions,
): Promise<SmallCorpus> {
  const texts: string[] = [];
  let text = '';
  let characters = 0;
  let isCut = false;
  let textOfHtml: ((html: string) => string) | null = null;
  for await (const chunk of source.chunks(options)) {
    if (chunk.page && chunk.page.html === chunk.text) {
      textOfHtml ??= await loadHtmlReader();
      text += textOfHtml(chunk.text);
    } else text += chunk.text;
    characters += chunk.text.length;
    isCut = characters >= corpusLimits.characters;
    if (chunk.endOfDocument || isCut) {
      texts.push(text);
      text = '';
    }
    isCut ||= texts.length >= corpusLimits.documents;
    if (isCut) break;
  }
  if (texts.length > 1) return { texts, originals: null, isCut };
  const paragraphs = (texts[0] ?? '').split(/\n\s*\n/).filter((part) => part.trim() !== '');
  isCut ||= paragraphs.length > corpusLimits.documents;
  return { texts: paragraphs.slice(0, corpusLimits.documents), originals: null, isCut };
}

/** @throws LabError `cancelled` */
export async function searchCopies(
  corpus: SmallCorpus,
  settings: NearDuplicateSettings,
  options: StageOptions,
): Promise<CopySearch> {
  const found = await findNearDuplicates(corpus.texts, settings, options);
  const { originals } = corpus;
  const bySimHash =
    originals &&
    (await findSimHashDuplicates(corpus.texts, simHashDistance, { signal: options.signal }));
  const { clusterOf, links, comparisons, shingles, signatures } = found;
  return {
    ...corpus,
    settings,
    clusterOf,
    links,
    comparisons,
    buckets: sharedBuckets(
      signatures.map((signature, at) => (shingles[at].length > 0 ? signature : null)),
      settings,
    ),
    agreement: originals && compareClusters(clusterOf, originals),
    simHashAgreement: bySimHash && originals && compareClusters(bySimHash.clusterOf, originals),
  };
}

// The worker reaches the text floor through here.
export { diffWords } from '../text/cleaning/diff';
export { comparePair } from '../text/cleaning/pair';
export { findCuts } from '../text/cleaning/substrings';
