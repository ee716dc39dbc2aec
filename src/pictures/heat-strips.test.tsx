/**
 * @file Strips of colour: their names, last values and range.
 */
import { expect, it } from 'vitest';
import { HeatStrips } from './HeatStrips';
import { draw, texts } from './testing';

it('strips tell their name, last value and range', () => {
  const rows = [
    { id: 'a', name: 'embedding', values: [0.001, 0.1, 0.01] },
    { id: 'b', name: 'head', values: [0, 1, NaN] },
  ];
  const shown = { label: 'norms', rows, steps: [1, 10, 20], stepName: 'step', hint: 'read me' };
  const markup = draw(<HeatStrips {...shown} scale="log" />);
  expect(markup).toContain('aria-label="norms"');
  expect(texts(markup, 'picture-strips-name')).toEqual(['embedding', 'head']);
  expect(texts(markup, 'picture-strips-value')).toEqual(['0.01', '–']);
  expect(texts(markup, 'picture-number')).toEqual(['0.001', '1']);
  expect(markup).toContain('read me');
  expect(markup).toContain('width="3" height="2"');
  const fixed = draw(<HeatStrips {...shown} range={[0, 2]} format={(value) => `${value} m`} />);
  expect(texts(fixed, 'picture-number')).toEqual(['0 m', '2 m']);
});
