/** @file The masks of the three architectures, drawn. */
import { expect, it } from 'vitest';
import type { Architecture } from './config';
import { sightOf } from './masks';

it.each<[Architecture, string[]]>([
  ['decoder-only', ['#....', '##...', '###..', '####.', '#####']],
  ['encoder-only', ['#####', '#####', '#####', '#####', '#####']],
  // The encoder reads three tokens from both sides; the decoder sees them, and its own up to itself.
  ['encoder-decoder', ['###..', '###..', '###..', 'xxx#.', 'xxx##']],
])('%s', (architecture, rows) => {
  const sight = sightOf(architecture, 3);
  const sign = { self: '#', cross: 'x', none: '.' } as const;
  const places = [0, 1, 2, 3, 4];
  const drawn = places.map((query) => places.map((key) => sign[sight(query, key)]).join(''));
  expect(drawn).toEqual(rows);
});
