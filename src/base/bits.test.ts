/** @file Bits per character do not depend on the tokenizer. */
import { expect, it } from 'vitest';
import { bitsPerCharacter } from './bits';

it('a uniform guess among 256 bytes is eight bits, however many bytes a token holds', () => {
  expect(bitsPerCharacter(Math.log(256), 1)).toBeCloseTo(8, 12);
  expect(bitsPerCharacter(3 * Math.log(256), 3)).toBeCloseTo(8, 12);
});
