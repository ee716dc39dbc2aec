/** @file Kinds and frequencies of tokens. */
import { describe, expect, it } from 'vitest';
import { frequenciesOf, tokenKind } from './token-kinds';
import type { Tokenizer } from '../types';

const bytes = (text: string) => new TextEncoder().encode(text);

function kindOf(added: Uint8Array) {
  const tokenizer: Pick<Tokenizer, 'addedBytes' | 'options'> = {
    addedBytes: () => added,
    options: {
      normalization: 'none',
      lowercase: false,
      preTokenizer: 'gpt2',
      byteFallback: false,
      wordPieceScore: 'likelihood',
      specialTokens: ['[SEP]'],
    },
  };
  return tokenKind(tokenizer, 5);
}

describe('the kind of a token', () => {
  it.each([
    [' dog', 'wordStart'],
    [' Élan', 'wordStart'],
    ['ing', 'letters'],
    ['’s', 'letters'],
    ['的', 'chinese'],
    ['模型', 'chinese'],
    [' 12', 'digits'],
    ['.', 'punctuation'],
    [' +=', 'punctuation'],
    ["'", 'punctuation'],
    ['\n', 'space'],
    ['  ', 'space'],
    ['a1', 'mixed'],
    ['模a', 'mixed'],
    ['[SEP]', 'special'],
    ['', 'special'],
  ] as const)('%j: %s', (text, kind) => {
    expect(kindOf(bytes(text))).toBe(kind);
  });

  it('of a part of a character: bytes', () => {
    expect(kindOf(bytes('的').subarray(0, 2))).toBe('bytes');
  });
});

it('frequencies cut the text at half and at nine tenths of its tokens', () => {
  // Five of ten, then four, then one; token 3 never.
  const tokens = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2];
  expect(frequenciesOf(tokens, 4)).toEqual(['common', 'middle', 'rare', 'unseen']);
  expect(frequenciesOf([], 2)).toEqual(['unseen', 'unseen']);
});
