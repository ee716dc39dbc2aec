/**
 * @file What a measurement of length extrapolation is told, and what it tells.
 */
import { meanOf } from '../base/mean';
import type { DistanceRanges, PositionScheme } from '../models/config';
import type { Spec } from './spec';

/** The longest context measured, in contexts of training. */
export const extrapolationReach = 4;

export interface ExtrapolationSettings {
  schemes: readonly PositionScheme[];
  /** Of training. */
  contextLength: number;
  steps: number;
}

/** A scheme at every position; RoPE also with each scaling, which needs no other training. */
export type Reading = PositionScheme | 'linear' | 'ntk' | 'yarn';

export interface ReadingCurve {
  reading: Reading;
  /** Mean loss in nats of the token after each position, `[reach · contextLength]`. */
  losses: number[];
}

export interface ShuffleOutcome {
  /** Mean Kullback–Leibler divergence of the next token, in nats: order kept ‖ order shuffled. */
  divergence: number;
  /** Share of the texts in which the likeliest next token stays the same. */
  sameToken: number;
}

export interface LearnedTable {
  shape: number[];
  data: Float32Array;
}

export interface SchemeOutcome {
  scheme: PositionScheme;
  /** What it was trained by. */
  spec: Spec;
  curves: ReadingCurve[];
  shuffle: ShuffleOutcome;
  /** Of T5's bias, in training. */
  distances: DistanceRanges;
  /** What it learned of positions: `[contextLength, width]`, `[buckets, heads]`,
   * of the first layer `[relativeReach + 1, headDim]`, or nothing. */
  learned: LearnedTable | null;
  /** Shaw's vectors of distances that the first layer adds to values, of the same shape, if it does. */
  addedToValues: LearnedTable | null;
}

export type ExtrapolationEvent =
  | { type: 'step'; scheme: PositionScheme; step: number; loss: number }
  | { type: 'outcome'; outcome: SchemeOutcome };

/**
 * Mean loss just before `multiple` contexts: over the last half of a context.
 * @param losses of a `ReadingCurve`
 */
export function lossNear(losses: readonly number[], contextLength: number, multiple: number) {
  const end = multiple * contextLength;
  return meanOf(losses.slice(end - Math.ceil(contextLength / 2), end));
}
