/**
 * @file Drops documents that do not look like running text, by the rules of Gopher (Rae et al. 2021,
 * 2112.11446, appendix A1) and those of C4 for whole pages (Raffel et al. 2020, 1910.10683). In
 * scripts without spaces the mean length of words says nothing and is not asked for.
 */
import { z } from 'zod';
import { judgeEach, kept, removed } from '../each';
import { measureQuality } from '../quality';
import type { StageDefinition, Verdict } from '../types';
import { offensiveWords } from '../word-lists';
import { isSpaceless, sentencesOf } from '../text-units';

const share = (threshold: number) => z.number().min(0).max(1).default(threshold);

const settings = z.strictObject({
  fewestWords: z.int().min(0).max(10_000).default(50),
  mostWords: z.int().min(1).max(10_000_000).default(100_000),
  shortestMeanWord: z.number().min(0).max(100).default(3),
  longestMeanWord: z.number().min(0).max(100).default(10),
  mostHashes: share(0.1),
  mostEllipses: share(0.1),
  mostBulletLines: share(0.9),
  mostEllipsisLines: share(0.3),
  leastLettered: share(0.8),
  fewestStopWords: z.int().min(0).max(8).default(2),
  /** C4 asks for 3 or 5, by edition. */
  fewestSentences: z.int().min(0).max(100).default(3),
  placeholderText: z.boolean().default(true),
  curlyBrackets: z.boolean().default(true),
  offensiveWords: z.array(z.string().min(1).max(60)).max(200).default(offensiveWords),
});

type Settings = z.output<typeof settings>;

const round = (value: number) => Math.round(value * 1000) / 1000;

/** The first rule that a text breaks; `kept` if none. */
function judgeQuality(text: string, language: string | null, options: Settings): Verdict {
  const found = measureQuality(text, language);
  const above = (code: string, value: number, limit: number) =>
    value > limit ? removed(code, { value: round(value), limit }) : null;
  const below = (code: string, value: number, limit: number) =>
    value < limit ? removed(code, { value: round(value), limit }) : null;
  const hasWordLengths = !isSpaceless(text);
  const lower = text.toLowerCase();
  const word = options.offensiveWords.find((candidate) => lower.includes(candidate.toLowerCase()));
  return (
    below('fewWords', found.words, options.fewestWords) ??
    above('manyWords', found.words, options.mostWords) ??
    (hasWordLengths ? below('shortWords', found.meanWordLength, options.shortestMeanWord) : null) ??
    (hasWordLengths ? above('longWords', found.meanWordLength, options.longestMeanWord) : null) ??
    above('hashes', found.hashes, options.mostHashes) ??
    above('ellipses', found.ellipses, options.mostEllipses) ??
    above('bulletLines', found.bulletLines, options.mostBulletLines) ??
    above('ellipsisLines', found.ellipsisLines, options.mostEllipsisLines) ??
    below('lettered', found.lettered, options.leastLettered) ??
    below('stopWords', found.stopWords, options.fewestStopWords) ??
    below('fewSentences', sentencesOf(text).length, options.fewestSentences) ??
    (options.placeholderText && lower.includes('lorem ipsum') ? removed('placeholder') : null) ??
    (options.curlyBrackets && text.includes('{') ? removed('curlyBracket') : null) ??
    (word === undefined ? kept : removed('offensive', { word }))
  );
}

export const documentQuality: StageDefinition<'document-quality', typeof settings> = {
  name: 'document-quality',
  settings,
  judge: (documents, options, run) =>
    judgeEach(documents, run, ({ text, language }) => judgeQuality(text, language, options)),
};
