/**
 * @file What counts as installed.
 */
import { describe, expect, it } from 'vitest';
import { firstDifference } from './install.mjs';

const locked = {
  '': {},
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/only-windows': { version: '2.0.0', integrity: 'sha512-w', optional: true },
};
const a = locked['node_modules/a'];

describe('what is installed', () => {
  it('may lack optional packages and the project itself', () => {
    expect(firstDifference(locked, { 'node_modules/a': a })).toBeNull();
  });

  it.each([
    ['missing', {}],
    ['older', { 'node_modules/a': { ...a, version: '0.9.0' } }],
    ['other content', { 'node_modules/a': { ...a, integrity: 'sha512-b' } }],
  ])('must not be %s', (_, installed) => {
    expect(firstDifference(locked, installed)).toBe('node_modules/a');
  });

  it('must have the right optional package, if any', () => {
    const wrong = { 'node_modules/a': a, 'node_modules/only-windows': { version: '1.0.0' } };
    expect(firstDifference(locked, wrong)).toBe('node_modules/only-windows');
  });
});
