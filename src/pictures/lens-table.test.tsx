import { expect, it } from 'vitest';
import { LensTable } from './LensTable';
import { draw, occurrences } from './testing';

it('has the last layer at the top, marks right guesses, and tells the mean size', () => {
  const markup = draw(
    <LensTable
      tokens={['a', 'b']}
      layers={1}
      said={['a', 'a', 'b', 'c']}
      probabilities={[0.25, 0.5, 0.75, 1]}
      sizes={[1, 3, 4, 8]}
      isEncoder={false}
    />,
  );
  expect(markup.indexOf('75.0%')).toBeLessThan(markup.indexOf('25.0%'));
  // Only the last layer says that b follows a.
  expect(occurrences(markup, 'is-right')).toBe(1);
  expect(markup).toContain('>2<');
  expect(markup).toContain('>6<');
});

it('of an encoder, compares with the token that stands there', () => {
  const markup = draw(
    <LensTable
      tokens={['a', 'b']}
      layers={0}
      said={['a', 'b']}
      probabilities={[1, 1]}
      sizes={[1, 1]}
      isEncoder
    />,
  );
  expect(occurrences(markup, 'is-right')).toBe(2);
});
