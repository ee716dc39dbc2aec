/**
 * @file Which model is meant: one that the page ships, the run that is being trained, or a
 * checkpoint of a stored run; and what is known of it.
 */
import type { ModelConfig } from '../models/config';

export const shippedNames = ['english', 'chinese'] as const;
export type ShippedName = (typeof shippedNames)[number];

export type ModelSource =
  | { kind: 'shipped'; name: ShippedName }
  /** `step` null: the live weights if the run is being trained, else its last checkpoint. */
  | { kind: 'run'; runId: string; step: number | null };

export interface ModelInfo {
  source: ModelSource;
  name: string;
  config: ModelConfig;
  parameters: number;
  /** Training steps behind these weights. */
  step: number;
  validationLoss: number | null;
  /** Can be given to `tokenizerFromJson`, and to Hugging Face tokenizers. */
  tokenizerJson: string;
}

/** What the model does with a text. `time` is the number of tokens, at most the context. */
export interface Inspection {
  /** Training step of the weights that were used. */
  step: number;
  tokens: { id: number; label: string }[];
  layers: number;
  heads: number;
  headDim: number;
  /** `[layers, heads, time, time]` */
  probabilities: Float32Array;
  /** `[layers, heads, time, headDim]`, before rotation. */
  query: Float32Array;
  key: Float32Array;
}

export function sameSource(left: ModelSource, right: ModelSource): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
