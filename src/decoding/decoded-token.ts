/**
 * @file A token that was taken, whoever chose it, with what the model thought of it.
 */
import { rankOf, softmax } from './distribution';
import type { DecodedToken } from './types';

/** @param logits over the full vocabulary, of the place where the token stands */
export function decodedToken(id: number, logits: Float32Array): DecodedToken {
  return { id, probability: softmax(logits)[id], rank: rankOf(logits, id), logits };
}
