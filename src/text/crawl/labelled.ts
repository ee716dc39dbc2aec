/**
 * @file Labelled texts for learning: pages of another crawl than the one that is cleaned, without
 * markup. Only English and Chinese pages. Copies are left out, and so are bad pages that are good
 * writing up to a word, an address or a cut: nothing about their wording could be learned.
 */
import { plainPage } from './page';
import type { Defect } from './types';

export interface LabelledText {
  readonly text: string;
  readonly language: string;
  readonly good: boolean;
}

const teaching: readonly Defect[] = [
  'navigation-only',
  'keyword-stuffing',
  'machine-repetition',
  'incoherent',
  'mixed-encoding',
];

function take(seed: number, count: number, onlyGood: boolean): LabelledText[] {
  const found: LabelledText[] = [];
  for (let id = 0; found.length < count; id++) {
    const { text, truth } = plainPage(seed, id);
    const { language, quality, defects } = truth;
    if (language !== 'en' && language !== 'zh') continue;
    const isBad = quality === 'bad' && defects.some((defect) => teaching.includes(defect));
    if (quality === 'good' || (isBad && !onlyGood)) found.push({ text, language, good: !isBad });
  }
  return found;
}

/** The first `count` pages of the crawl of this seed that can teach something. */
export function labelledTexts(seed: number, count: number): LabelledText[] {
  return take(seed, count, false);
}

/** The first `count` good pages of the crawl of this seed. */
export function goodTexts(seed: number, count: number): LabelledText[] {
  return take(seed, count, true);
}
