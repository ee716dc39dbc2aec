/**
 * @file What the page is told of a model's experts.
 */
import type { ExpertHabit, RoutedToken } from '../models/expert-habits';
import type { ExpertOptions } from '../models/block';

/** Where the tokens of a text go, layer by layer; of an encoder-decoder, in its encoder. */
export interface RoutingReading {
  /** Null: the model has none, and all below is empty. */
  experts: ExpertOptions | null;
  /** Training step of the weights that were used. */
  step: number;
  /** Labels of the text, cut to the model's context. */
  tokens: string[];
  layers: number;
  /** `[layers, tokens, perToken]` */
  chosen: Int32Array;
  /** Of each choice, what the expert's answer is multiplied by. */
  gates: Float32Array;
}

export interface LabelledHabit extends ExpertHabit {
  tokens: (RoutedToken & { label: string })[];
}

/** What each expert gets of a piece of the text that training never sees. */
export interface HabitReading {
  step: number;
  /** Tokens of that piece. */
  read: number;
  /** By layer, then by expert; empty where the model has no experts. */
  layers: LabelledHabit[][];
}
