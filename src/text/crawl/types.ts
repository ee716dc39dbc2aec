/**
 * @file A page of the made-up crawl, with what is true of it. The truth is for measuring only: no
 * stage of the cleaning may look at it.
 */

/** What can be wrong with a page. A page may have several. */
export const defects = [
  'blocked-address',
  'wrong-language',
  'mixed-encoding',
  'navigation-only',
  'truncated',
  'keyword-stuffing',
  'machine-repetition',
  'incoherent',
  'offensive',
  'exact-copy',
  'near-copy',
  'contaminated',
  // The three below stand in good pages, which should be mended and not thrown away.
  'shared-paragraph',
  'personal-data',
  'junk-lines',
] as const;

export type Defect = (typeof defects)[number];

export interface PageTruth {
  /** `good`: to be kept; `copy`: good, but another page says the same; `bad`: to be thrown away. */
  readonly quality: 'good' | 'copy' | 'bad';
  readonly defects: readonly Defect[];
  /** ISO 639-1. */
  readonly language: string;
  /** Id of the page that was copied. */
  readonly copyOf?: number;
}

export interface CrawlPage {
  readonly id: number;
  readonly url: string;
  readonly html: string;
  readonly truth: PageTruth;
}
