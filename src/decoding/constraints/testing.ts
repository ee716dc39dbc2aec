/** @file Small vocabularies, random expressions and random writing, for the tests of constraints. */
import fc from 'fast-check';
import { Random } from '../../base/random';
import type { Constraint } from './constraint';
import type { Vocabulary } from './vocabulary';

const encoder = new TextEncoder();

/** The tokens have the ids from 1 on; id 0 ends the text. */
export function vocabularyOf(tokens: readonly (string | Uint8Array)[]): Vocabulary {
  const bytes = tokens.map((token) => (typeof token === 'string' ? encoder.encode(token) : token));
  return {
    vocabularySize: 1 + tokens.length,
    endOfText: 0,
    addedBytes: (id) => (id === 0 ? new Uint8Array(0) : bytes[id - 1]),
  };
}

/** With every byte, so that it can spell all texts. */
export const byteTokens = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));

/** Sources over a few characters of one to four bytes. */
export function randomExpression(alphabet: readonly string[], isBounded: boolean) {
  const { source } = fc.letrec<{ source: string; atom: string; quantified: string }>((tie) => ({
    atom: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom(...alphabet),
      fc
        .constantFrom('.', '\\w', '\\W', '[^a]', '[a-c]', '\\S', '[b\\d]')
        .filter((one) => !isBounded || !one.includes('W')),
      tie('source').map((inner) => `(${inner})`),
    ),
    quantified: fc
      .tuple(
        tie('atom'),
        fc.constantFrom('', '', '?', '{2}', '{0,2}', ...(isBounded ? [] : ['*', '+', '{1,}'])),
      )
      .map((parts) => parts.join('')),
    source: fc
      .array(fc.array(tie('quantified'), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
      .map((options) => options.map((parts) => parts.join('')).join('|')),
  }));
  return source;
}

/**
 * Writes with any of the tokens that are allowed, the end among them.
 * @returns the bytes, and whether the text has ended
 */
export function writeAtRandom(
  constraint: Constraint,
  vocabulary: Vocabulary,
  seed: number,
  maxTokens = 60,
): { text: string; hasEnded: boolean; ids: number[] } {
  const random = new Random(seed, 'writing');
  const ids: number[] = [];
  const bytes: number[] = [];
  const end = { hasEnded: false };
  while (ids.length < maxTokens) {
    const isAllowed = constraint.allowed(ids);
    const choices = Array.from({ length: vocabulary.vocabularySize }, (_, id) => id).filter(
      isAllowed,
    );
    if (choices.length === 0) throw new Error('a dead end');
    // The end is taken more often than by its share, or texts would be long.
    const id =
      choices[0] === 0 && random.float() < 0.3
        ? 0
        : choices[Math.floor(random.float() * choices.length)];
    if (id === 0) {
      end.hasEnded = true;
      break;
    }
    ids.push(id);
    bytes.push(...vocabulary.addedBytes(id, ids.length === 1));
  }
  return { text: new TextDecoder().decode(Uint8Array.from(bytes)), ids, ...end };
}
