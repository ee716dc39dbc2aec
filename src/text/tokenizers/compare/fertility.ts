/**
 * @file How many tokens a vocabulary needs: for a text, and for the fixed samples by language.
 */
import { sampleNames, sampleTexts, type SampleName } from './samples';
import type { ComparableTokenizer } from './types';

export interface TextCounts {
  tokens: number;
  /** Code points. */
  characters: number;
  /** As UTF-8. */
  bytes: number;
  /** As Unicode's rules, and a dictionary for Chinese, find them; without punctuation. */
  words: number;
}

const encoder = new TextEncoder();
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

export function countText(text: string, tokens: number): TextCounts {
  const words = Array.from(segmenter.segment(text)).filter(({ isWordLike }) => isWordLike === true);
  return {
    tokens,
    characters: Array.from(text).length,
    bytes: encoder.encode(text).length,
    words: words.length,
  };
}

export type SampleCounts = Readonly<Record<SampleName, TextCounts>>;

export function countSamples(tokenizer: ComparableTokenizer): SampleCounts {
  const count = (name: SampleName) => {
    const text = sampleTexts[name];
    return countText(text, tokenizer.encodeSpans(text).length);
  };
  const [english, chinese, code, emoji] = sampleNames.map(count);
  return { english, chinese, code, emoji };
}
