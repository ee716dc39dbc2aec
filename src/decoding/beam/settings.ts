/**
 * @file What beam search can be told. What is left out has the default of Hugging Face transformers.
 */
import { z } from 'zod';
import { linkSchema, mostLinks } from '../processors';

/**
 * When the search stops although drafts could go on, once as many as there are beams have ended (the
 * words of transformers in brackets): when the best running one, at its present length, is no better
 * than the worst of them (`False`); at once (`True`); when it could not be better at any length that is
 * allowed (`"never"`; where a link of the chain can lift scores above 0, no draft is ever ruled out).
 */
export const earlyStoppings = ['best-cannot-win', 'when-full', 'never'] as const;

export type EarlyStopping = (typeof earlyStoppings)[number];

export const beamFields = {
  beams: z.int().min(1).max(16).default(4),
  /** The exponent of the length that log-probabilities are divided by. */
  lengthPenalty: z.number().min(-2).max(4).default(1),
  earlyStopping: z.enum(earlyStoppings).optional(),
  /** No n tokens twice in a row, the prompt counted; 0 for no such rule. */
  noRepeatNgram: z.int().min(0).max(10).optional(),
  /** The text does not end before it has so many tokens. */
  minTokens: z.int().min(0).max(1024).optional(),
  /** Groups that the beams are dealt out to; more than beams are as many as beams. */
  groups: z.int().min(1).max(16).optional(),
  /** Taken off a token for each draft of an earlier group that takes it at the same step. */
  diversityPenalty: z.number().min(0).max(10).optional(),
  /** What each draft's log-probabilities go through after the rules. */
  links: z.array(linkSchema).max(mostLinks).optional(),
};

type GivenSettings = z.output<z.ZodObject<typeof beamFields>>;

export type BeamSettings = Required<GivenSettings>;

export function beamSettings(given: GivenSettings): BeamSettings {
  const { beams, lengthPenalty } = given;
  return {
    beams,
    lengthPenalty,
    earlyStopping: given.earlyStopping ?? 'best-cannot-win',
    noRepeatNgram: given.noRepeatNgram ?? 0,
    minTokens: given.minTokens ?? 0,
    groups: given.groups ?? 1,
    diversityPenalty: given.diversityPenalty ?? 0,
    links: given.links ?? [],
  };
}
