/**
 * @file Statistics of values, and the table of how one number was computed.
 */
import { expect, it } from 'vitest';
import { CellSum } from './CellSum';
import { draw, occurrences } from './testing';
import { statisticsOf } from './value-statistics';
import { ValueHistogram } from './ValueHistogram';

it('knows mean, deviation and histogram of what is finite', () => {
  const statistics = statisticsOf([1, 2, 3, 6, -Infinity, NaN], 5);
  expect(statistics).toMatchObject({ count: 4, mean: 3, min: 1, max: 6 });
  expect(statistics?.deviation).toBeCloseTo(Math.sqrt(3.5), 12);
  expect(statistics?.histogram).toEqual([1, 1, 1, 0, 1]);
  expect(statisticsOf([7, 7])?.histogram[0]).toBe(2);
  expect(statisticsOf([-Infinity])).toBeNull();
  expect(draw(<ValueHistogram values={[1, 2, 3, 6]} />)).toContain('mean 3 · deviation 1.871');
});

it('shows the largest terms, the others together, and both results', () => {
  const terms = Array.from({ length: 14 }, (_, index) => ({
    ...{ value: index, weight: 2, adds: 2 * index },
  }));
  const story = { terms, steps: [{ name: 'bias', value: 0.5 } as const], result: 182.5 };
  const markup = draw(<CellSum story={story} recorded={182.49} labels={(index) => `#${index}`} />);
  expect(markup).toContain('4 others together');
  expect(markup).toContain('#13');
  expect(markup).not.toContain('#3<');
  expect(markup).toContain('plus the bias');
  expect(markup).toContain('<strong>182.5</strong>');
  expect(occurrences(markup, '182.5')).toBe(2);
});
