/**
 * @file What is done to a text before it is cut: Unicode's normal forms (NFC composes `e` + `´` into
 * `é`; NFKC also replaces full-width letters, ligatures and the like) and lower case, letter by
 * letter as in the Rust library (so without the Greek final sigma). A lone surrogate becomes U+FFFD.
 */
import type { TokenizerOptions } from '../types';

type Options = Pick<TokenizerOptions, 'normalization' | 'lowercase'>;

function fold(text: string, { normalization, lowercase }: Options): string {
  switch (normalization) {
    case 'none':
      break;
    case 'nfc':
      text = text.normalize('NFC');
      break;
    case 'nfkc':
      text = text.normalize('NFKC');
  }
  return lowercase ? text.replaceAll('Σ', 'σ').toLowerCase() : text;
}

export function normalizeText(text: string, options: Options): string {
  const wellFormed = /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\uFFFD') : text;
  return fold(wellFormed, options);
}

/** A normalised text, and where each of its UTF-16 units comes from. */
export interface AlignedText {
  text: string;
  /** Start in the original text of what a unit was made of. */
  startOf(unit: number): number;
  endOf(unit: number): number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** For display, so not for long texts: graphemes are normalised one by one. */
export function normalizeAligned(text: string, options: Options): AlignedText {
  const whole = normalizeText(text, options);
  if (whole === text || (options.normalization === 'none' && !options.lowercase)) {
    return { text: whole, startOf: (unit) => unit, endOf: (unit) => unit + 1 };
  }
  const starts: number[] = [];
  const ends: number[] = [];
  let joined = '';
  for (const { segment, index } of segmenter.segment(text)) {
    const normal = normalizeText(segment, options);
    joined += normal;
    // Where nothing was changed each unit is still its own.
    for (let unit = 0; unit < normal.length; unit++) {
      starts.push(normal === segment ? index + unit : index);
      ends.push(normal === segment ? index + unit + 1 : index + segment.length);
    }
  }
  if (joined !== whole) return { text: whole, startOf: () => 0, endOf: () => text.length };
  return { text: whole, startOf: (unit) => starts[unit], endOf: (unit) => ends[unit] };
}
