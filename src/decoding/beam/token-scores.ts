/**
 * @file What each token would add to a draft's score, in the convention of Hugging Face transformers' beam
 * search without sampling: the log-probabilities go through beam search's rules and then through the chain,
 * and what comes out is added as it is. Nothing is normalised again, so a penalty counts against the other
 * drafts too, and the repetition penalty, which looks at the sign, finds no number above 0.
 */
import { afterLinks, holdConstraints } from '../chain';
import type { Vocabulary } from '../constraints/vocabulary';
import type { Link } from '../processors';
import { noRepeatNgram } from '../processors/no-repeat-ngram';
import type { BeamSettings } from './settings';

export interface ScoreConfig extends Pick<BeamSettings, 'noRepeatNgram' | 'minTokens' | 'links'> {
  promptIds: readonly number[];
  endOfText: number;
  /** For links that look at the texts of tokens. */
  vocabulary?: Vocabulary;
}

/**
 * −∞ for what may not follow. A rule or a link that forbids every token is passed over; a constraint is
 * not, and where it allows none, all is −∞.
 * @param writtenIds of the draft
 * @throws LabError `constraint.large`
 */
export function tokenScores(
  logProbabilities: Float64Array,
  writtenIds: readonly number[],
  config: ScoreConfig,
): Float64Array {
  const { promptIds, vocabulary, noRepeatNgram: n, minTokens, endOfText, links } = config;
  const context = { promptIds, writtenIds, vocabulary };
  const rules = [
    (before: Float64Array) => {
      const after = before.slice();
      if (n > 0) noRepeatNgram.apply(after, { n }, context, {});
      return after;
    },
    (before: Float64Array) =>
      writtenIds.length < minTokens
        ? before.map((value, id) => (id === endOfText ? -Infinity : value))
        : before,
  ];
  const ruled = rules.reduce((before, rule) => {
    const after = rule(before);
    return after.some((value) => value > -Infinity) ? after : before;
  }, logProbabilities);
  const scores = afterLinks(links, context, logProbabilities, ruled);
  holdConstraints(links, context, scores);
  return scores;
}

/** Whether a link can lift a score above 0: then a draft may get better by being longer, without bound. */
export function canLift({ name, settings }: Link): boolean {
  const values = Object.values(settings);
  if (name === 'logit-bias') return values.some((bias) => bias > 0);
  return name === 'frequency-penalty' && values.some((penalty) => penalty < 0);
}
