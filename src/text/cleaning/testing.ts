/**
 * @file Texts for tests and benchmarks: drawn words, the frequent ones far more often (Zipf), in sentences.
 */
import { Random } from '../../base/random';

const syllables = [
  'ba',
  'ce',
  'di',
  'fo',
  'gu',
  'ha',
  'ke',
  'li',
  'mo',
  'nu',
  'pa',
  're',
  'so',
  'tu',
];
const vocabularySize = 4000;

/** @param length in characters, at least */
export function inventTexts(seed: number, count: number, length: number): string[] {
  const random = new Random(seed, 'invented texts');
  const words = Array.from({ length: vocabularySize }, () =>
    Array.from({ length: 1 + random.integer(4) }, () => random.pick(syllables)).join(''),
  );
  return Array.from({ length: count }, () => {
    let text = '';
    while (text.length < length) {
      // The logarithm of a rank is uniform.
      const word = words[Math.floor(vocabularySize ** random.float()) - 1];
      text += random.float() < 0.1 ? `${word}. ` : `${word} `;
    }
    return text;
  });
}
