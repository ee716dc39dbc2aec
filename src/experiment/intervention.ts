/**
 * @file An intervention as the page asks for it and as it is told of what came of it.
 */
import { likeliestIds, softmax } from '../base/distribution';
import { attentionsOf, type Attention } from '../models/attentions';
import { architectureOf } from '../models/config';
import { expectedOf, intervene, lossesOf, type HeadChange } from '../models/intervention';
import { partsOf } from '../models/source-and-target';
import type { LoadedModel } from './model-library';
import { readIds, type ReadText } from './read-text';

export interface InterventionWish {
  /** `[attentions, heads]`; those that are missing are kept. */
  heads: readonly HeadChange[];
  /** Patched heads give what they give for it; a part that is empty is as in the text itself. */
  other: ReadText;
  /**
   * `query · length + key` of pairs that see each other if the mask says no, and not if it says yes, among
   * all tokens, a source before its target.
   */
  flipped: readonly number[];
}

export interface Candidate {
  label: string;
  probability: number;
}

/** What the model says as it is and as it has been changed. */
interface Answer {
  /** In nats, of what is expected at each place. */
  losses: number[];
  /** The most probable tokens at each place. */
  said: Candidate[][];
}

/** Labels of a text's tokens. */
export interface LabelledParts {
  /** What an encoder reads beside a decoder, with the end of text; else empty. */
  source: string[];
  /** What is read where something is said. */
  target: string[];
}

export interface InterventionReading {
  tokens: LabelledParts;
  /** Of the other text; null where there is none. */
  otherTokens: LabelledParts | null;
  /** What should be said at each place of the target, as far as something should. */
  expected: string[];
  attentions: Attention[];
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
  loaded: LoadedModel,
  text: ReadText,
  { heads, other, flipped }: InterventionWish,
): Promise<InterventionReading> {
  const { model, tokenizer, info } = loaded;
  const { config } = info;
  const ids = readIds(loaded, text);
  const isPair = architectureOf(config) === 'encoder-decoder';
  const isGiven = other.text.trim() !== '' || (isPair && other.target.trim() !== '');
  const otherIds = isGiven
    ? readIds(loaded, { text: other.text || text.text, target: other.target || text.target })
    : [];
  const labelsOf = (some: readonly number[]) => some.map((id) => tokenizer.label(id));
  const partsLabels = (some: readonly number[]): LabelledParts => {
    const { source, target } = partsOf(config, some);
    return { source: labelsOf(source), target: labelsOf(target) };
  };
  const tokens = partsLabels(ids);
  const answerOf = (logits: Float32Array): Answer => ({
    losses: lossesOf(config, ids, logits),
    said: tokens.target.map((_, place) => {
      const { vocabularySize } = config;
      const row = logits.subarray(place * vocabularySize, (place + 1) * vocabularySize);
      const probabilities = softmax(row);
      return likeliestIds(row, shown).map((id) => ({
        label: tokenizer.label(id),
        probability: probabilities[id],
      }));
    }),
  });
  const before = answerOf(await model.logits(ids));
  const isChanged = flipped.length > 0 || heads.some((change) => change !== 'kept');
  return {
    tokens,
    otherTokens: otherIds.length > 0 ? partsLabels(otherIds) : null,
    expected: labelsOf(expectedOf(config, ids)),
    attentions: attentionsOf(config),
    heads: config.heads,
    isEncoder: architectureOf(config) === 'encoder-only',
    before,
    after: isChanged ? answerOf(await intervene(model, ids, { heads, otherIds, flipped })) : before,
  };
}
