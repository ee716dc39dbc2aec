/**
 * @file What is known of a model, and what it does with a text.
 */
import type { BoxValues } from '../models/box-values';
import type { ModelConfig } from '../models/config';
import type { LogitLens } from '../models/logit-lens';
import type { ModelSource } from '../models/model-source';
import type { ObjectiveKind } from '../training/objectives/objective';

export interface ModelInfo {
  source: ModelSource;
  name: string;
  config: ModelConfig;
  parameters: number;
  /** What it was trained to do. */
  objective: ObjectiveKind;
  /** Training steps behind these weights. */
  step: number;
  validationLoss: number | null;
  /** Can be given to `tokenizerFromJson`, and to Hugging Face tokenizers. */
  tokenizerJson: string;
}

/** What the model would say of a text if it ended after a layer. */
export interface LensReading extends LogitLens {
  /** Labels of the text's tokens; of an encoder-decoder, of its target's. */
  tokens: string[];
  /** Of the source's, with the end of text; else empty. */
  sourceTokens: string[];
  /** What should be said at each place, as far as something should. */
  expected: string[];
  /** Labels of `ids`. */
  said: string[];
  layers: number;
  /** Tokens are guessed where they stand, not one place before. */
  isEncoder: boolean;
}

/** What the decoder of an encoder-decoder looks at in its source while it writes. */
export interface CrossInspection {
  /** Labels of what the encoder reads, with the end of text behind it. */
  source: string[];
  /** Labels of what the decoder reads, with the end of text before it. */
  target: string[];
  layers: number;
  heads: number;
  /** `[layers, heads, target, source]` */
  probabilities: Float32Array;
}

/** The values of one box of the model's diagram for a text. */
export interface BoxLook extends BoxValues {
  config: ModelConfig;
  /** Training step of the weights that were used. */
  step: number;
  /** Of `ids` and of `sourceIds`. */
  labels: string[];
  sourceLabels: string[];
}

/** What the model does with a text. `time` is the number of tokens, at most the context. */
export interface Inspection {
  /** Training step of the weights that were used. */
  step: number;
  /** Of an encoder-decoder, what its encoder reads: with the end of text. */
  tokens: { id: number; label: string }[];
  /** What an encoder-decoder writes about it by itself; null for other models. */
  answer: string | null;
  layers: number;
  heads: number;
  headDim: number;
  /** Tokens do not see those after them. */
  causal: boolean;
  /** `[layers, heads, time, time]` */
  probabilities: Float32Array;
  /** `[layers, heads, time, headDim]`, before rotation. */
  query: Float32Array;
  key: Float32Array;
}
