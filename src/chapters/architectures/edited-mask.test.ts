/** @file Masks that were edited: what a cell means then, and what leaks through it. */
import { expect, it } from 'vitest';
import { architectures, canSee, editedSight, sightOf } from '../../state/architectures';
import { leaksOf, reachOf } from './edited-mask';
import { maskRows } from './mask-rows';

it('turns cells over, and back into what they were', () => {
  const sight = sightOf('encoder-decoder', 3);
  const cells = new Set([0 * 6 + 1, 4 * 6 + 1, 3 * 6 + 5]);
  const edited = editedSight(sight, 6, cells, 3);
  expect(sight(0, 1)).toBe('self');
  expect(edited(0, 1)).toBe('none');
  expect(sight(4, 1)).toBe('cross');
  expect(edited(4, 1)).toBe('none');
  expect(edited(3, 5)).toBe('self');
  const without = editedSight((query, key) => (query === key ? 'self' : 'none'), 6, cells, 3);
  expect(without(4, 1)).toBe('cross');
  expect(canSee(1, 4, 3)).toBe(false);
  expect(canSee(4, 1, 3)).toBe(true);
});

it.each(architectures)('of %s, nothing leaks as it is', (architecture) => {
  const { tokens, writes, sourceLength } = maskRows(architecture, ['a', 'b', 'c']);
  expect(leaksOf(sightOf(architecture, sourceLength), tokens, writes)).toEqual([]);
});

it('one look ahead lets the next token leak, also to those who see who looked', () => {
  const { tokens, writes, sourceLength } = maskRows('decoder-only', ['a', 'b', 'c']);
  // a b c END | c b a, where the END looks at the last letter.
  const flipped = new Set([3 * tokens.length + 6]);
  const sight = editedSight(sightOf('decoder-only', sourceLength), tokens.length, flipped, 0);
  expect([...reachOf(sight, tokens.length, 2)].sort()).toEqual([0, 1, 2]);
  // It does so for the END, which learns of all that the last letter sees, and for those after it.
  expect(leaksOf(sight, tokens, writes)).toEqual([3, 4, 5]);
});
