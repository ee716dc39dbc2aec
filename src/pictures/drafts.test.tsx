/**
 * @file The picture of the guesses of speculative decoding, drawn to markup.
 */
import { expect, it } from 'vitest';
import { DraftStrip } from './DraftStrip';
import { draw, occurrences } from './testing';

it('DraftStrip tells of each token what became of it, in words too', () => {
  const markup = draw(
    <DraftStrip
      tokens={[
        { label: 'The', outcome: 'accepted' },
        { label: '·cat', outcome: 'resampled', rejected: '·dog' },
        { label: '·sat', outcome: 'bonus' },
      ]}
    />,
  );
  expect(markup).toContain('>·cat: drawn again, ·dog was rejected<');
  expect(occurrences(markup, '<del')).toBe(1);
  expect(markup).toMatchSnapshot();
});
