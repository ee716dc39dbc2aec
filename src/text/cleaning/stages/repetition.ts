/**
 * @file Drops texts that say the same again and again, by Gopher's rules (Rae et al. 2021,
 * 2112.11446, table A1). Each threshold is a share from 0 to 1 that must not be exceeded.
 */
import { z } from 'zod';
import { judgeEach, kept, removed } from '../each';
import { duplicateSizes, measureRepetition, topSizes } from '../repetition';
import type { StageDefinition } from '../types';
import { isSpaceless } from '../text-units';

const share = (threshold: number) => z.number().min(0).max(1).default(threshold);

const settings = z.strictObject({
  duplicateLines: share(0.3),
  duplicateLineCharacters: share(0.2),
  duplicateParagraphs: share(0.3),
  duplicateParagraphCharacters: share(0.2),
  top2gram: share(0.2),
  top3gram: share(0.18),
  top4gram: share(0.16),
  duplicate5grams: share(0.15),
  duplicate6grams: share(0.14),
  duplicate7grams: share(0.13),
  duplicate8grams: share(0.12),
  duplicate9grams: share(0.11),
  duplicate10grams: share(0.1),
});

type Rule = keyof z.output<typeof settings>;

/** The name of each rule with what a text measures, in the order in which they are asked. */
export function repetitionRules(text: string): [Rule, number][] {
  const measures = measureRepetition(text, isSpaceless(text) ? '' : ' ');
  return [
    ['duplicateLines', measures.duplicateLines],
    ['duplicateLineCharacters', measures.duplicateLineCharacters],
    ['duplicateParagraphs', measures.duplicateParagraphs],
    ['duplicateParagraphCharacters', measures.duplicateParagraphCharacters],
    ...topSizes.map((size): [Rule, number] => [`top${size}gram`, measures.topNgram[size]]),
    ...duplicateSizes.map((size): [Rule, number] => [
      `duplicate${size}grams`,
      measures.duplicateNgram[size],
    ]),
  ];
}

export const repetition: StageDefinition<'repetition', typeof settings> = {
  name: 'repetition',
  settings,
  judge: (documents, thresholds, run) =>
    judgeEach(documents, run, ({ text }) => {
      const broken = repetitionRules(text).find(([name, value]) => value > thresholds[name]);
      if (!broken) return kept;
      const [name, value] = broken;
      return removed(name, { share: Math.round(value * 1000) / 1000, limit: thresholds[name] });
    }),
};
