/**
 * @file A token of one column, looked up in another at the same place of the text: how probable it was
 * there, and what rank it had. Columns of one vocabulary are compared by ids; others by the text that
 * tokens stand for, which is what their labels tell.
 */
import { rankOf, softmax } from '../base/distribution';
import type { DecodedToken } from './types';

/** A column as far as it is written. */
export interface WrittenColumn {
  tokens: readonly Pick<DecodedToken, 'id' | 'logits'>[];
  /** Of the tokens. */
  labels: readonly string[];
  /** Equal for columns whose ids mean the same. */
  vocabulary: string;
  /** The token with a label; undefined where the vocabulary has none. */
  idOf: (label: string) => number | undefined;
}

export type TokenElsewhere =
  /** `samePrefix`: the column says the same up to there, so that the model alone makes the difference. */
  | { kind: 'known'; rank: number; probability: number; samePrefix: boolean }
  /** The column has no token at this place (yet). */
  | { kind: 'shorter' }
  /** Of another vocabulary: no token of the column begins there after the same text. */
  | { kind: 'apart' }
  /** Its vocabulary lacks the token. */
  | { kind: 'unknown' };

/** @param place index of the token in `from` */
export function tokenElsewhere(
  from: WrittenColumn,
  place: number,
  other: WrittenColumn,
): TokenElsewhere {
  return from.vocabulary === other.vocabulary
    ? byId(from, place, other)
    : byText(from, place, other);
}

function byId(from: WrittenColumn, place: number, other: WrittenColumn): TokenElsewhere {
  if (place >= other.tokens.length) return { kind: 'shorter' };
  const samePrefix = from.tokens
    .slice(0, place)
    .every(({ id }, index) => id === other.tokens[index].id);
  return known(other.tokens[place].logits, from.tokens[place].id, samePrefix);
}

function byText(from: WrittenColumn, place: number, other: WrittenColumn): TokenElsewhere {
  const before = from.labels.slice(0, place).join('');
  let text = '';
  for (let index = 0; before.startsWith(text); index++) {
    if (text === before) {
      if (index >= other.tokens.length) return { kind: 'shorter' };
      const id = other.idOf(from.labels[place]);
      return id === undefined ? { kind: 'unknown' } : known(other.tokens[index].logits, id, true);
    }
    if (index >= other.labels.length) return { kind: 'shorter' };
    text += other.labels[index];
  }
  return { kind: 'apart' };
}

function known(logits: Float32Array, id: number, samePrefix: boolean): TokenElsewhere {
  return { kind: 'known', rank: rankOf(logits, id), probability: softmax(logits)[id], samePrefix };
}
