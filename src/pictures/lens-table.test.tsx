import { expect, it } from 'vitest';
import { LensTable } from './LensTable';
import { StreamSizes } from './StreamSizes';
import { draw, occurrences } from './testing';

it('has the last layer at the top, marks right guesses, and tells the mean size', () => {
  const markup = draw(
    <LensTable
      tokens={['a', 'b']}
      expected={['b']}
      layers={1}
      said={['a', 'a', 'b', 'c']}
      probabilities={[0.25, 0.5, 0.75, 1]}
      sizes={[1, 3, 4, 8]}
    />,
  );
  expect(markup.indexOf('75.0%')).toBeLessThan(markup.indexOf('25.0%'));
  // Only the last layer says that b follows a.
  expect(occurrences(markup, 'is-right')).toBe(1);
  expect(markup).toContain('>2<');
  expect(markup).toContain('>6<');
});

it('tells the size of a stream at each token, and its mean', () => {
  const markup = draw(<StreamSizes tokens={['a', 'b']} layers={1} sizes={[1, 3, 4, 8.1256]} />);
  expect(markup).toContain('>8.13<');
  expect(markup).toContain('>6.06<');
  expect(markup.indexOf('--shade:36%')).toBeLessThan(markup.indexOf('--shade:4%'));
});
