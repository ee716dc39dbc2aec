/**
 * @file An intervention as the page asks for it and as it is told of what came of it.
 */
import { likeliestIds, softmax } from '../base/distribution';
import { architectureOf } from '../models/config';
import { intervene, lossesOf, type HeadChange } from '../models/intervention';
import type { LoadedModel } from './model-library';

export interface InterventionWish {
  /** `[layers, heads]` */
  heads: readonly HeadChange[];
  /** Patched heads give what they give for this text. */
  otherText: string;
  /** `query · time + key` of pairs that see each other if the mask says no, and not if it says yes. */
  flipped: readonly number[];
}

export interface Candidate {
  label: string;
  probability: number;
}

/** What the model says as it is and as it has been changed. */
interface Answer {
  /** In nats, of the token after each place, or, of an encoder, of the token there. */
  losses: number[];
  /** The most probable tokens at each place. */
  said: Candidate[][];
}

export interface InterventionReading {
  /** Labels of the text's tokens, and of the other's. */
  tokens: string[];
  otherTokens: string[];
  layers: number;
  heads: number;
  /** Tokens are guessed where they stand, not one place before. */
  isEncoder: boolean;
  before: Answer;
  after: Answer;
}

/** Candidates that are told of at each place. */
const shown = 5;

/** @throws LabError `model.*` */
export async function readIntervention(
  { model, tokenizer, info }: LoadedModel,
  text: string,
  { heads, otherText, flipped }: InterventionWish,
): Promise<InterventionReading> {
  const { config } = info;
  const idsOf = (some: string) => tokenizer.encode(some).slice(0, config.contextLength);
  const [ids, otherIds] = [idsOf(text), idsOf(otherText)];
  const labelOf = (id: number) => tokenizer.label(id);
  const answerOf = (logits: Float32Array): Answer => ({
    losses: lossesOf(config, ids, logits),
    said: ids.map((_, place) => {
      const { vocabularySize } = config;
      const row = logits.subarray(place * vocabularySize, (place + 1) * vocabularySize);
      const probabilities = softmax(row);
      return likeliestIds(row, shown).map((id) => ({
        label: labelOf(id),
        probability: probabilities[id],
      }));
    }),
  });
  const before = answerOf(await model.logits(ids));
  const isChanged = flipped.length > 0 || heads.some((change) => change !== 'kept');
  return {
    tokens: ids.map(labelOf),
    otherTokens: otherIds.map(labelOf),
    layers: config.layers,
    heads: config.heads,
    isEncoder: architectureOf(config) === 'encoder-only',
    before,
    after: isChanged ? answerOf(await intervene(model, ids, { heads, otherIds, flipped })) : before,
  };
}
