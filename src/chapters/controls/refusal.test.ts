/**
 * @file What number controls refuse.
 */
import { expect, it } from 'vitest';
import { refusal } from './refusal';

const bounds = { min: 1, max: 48 };

it.each([
  ['', false, 'number'],
  ['  ', false, 'number'],
  ['1e', false, 'number'],
  ['1e999', false, 'number'],
  ['2.5', true, 'whole'],
  ['2.5', false, null],
  ['0', true, 'between'],
  ['49', true, 'between'],
  ['1', true, null],
  ['48', true, null],
  ['4e0', true, null],
])('“%s” (whole: %s) → %s', (text, whole, expected) => {
  expect(refusal(text, bounds, whole)).toBe(expected);
});
