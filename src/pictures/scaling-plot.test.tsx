import { expect, it } from 'vitest';
import { ScalingPlot, type ScalingPoint } from './ScalingPlot';
import { draw, occurrences } from './testing';

const points: ScalingPoint[] = [1e10, 1e11, 1e12].map((compute, index) => ({
  name: `d ${16 * 2 ** index}`,
  compute,
  loss: 4 / 2 ** index,
  deviation: index === 0 ? 0.1 : null,
}));
const law = [1e10, 1e13].map((compute, index) => ({
  compute,
  loss: 4 / 8 ** index,
  low: 3.5 / 8 ** index,
  high: 4.5 / 8 ** index,
}));

it('is a straight line on its axes, through the points that obey the law', () => {
  const markup = draw(<ScalingPlot points={points} law={law} prediction={null} outcome={null} />);
  expect(markup).toMatchSnapshot();
  const circles = [...markup.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
  const places = circles.map(([, x, y]) => [Number(x), Number(y)]);
  const [[x0, y0], [x1, y1], [x2, y2]] = places;
  expect((y1 - y0) / (x1 - x0)).toBeCloseTo((y2 - y1) / (x2 - x1), 2);
});

it('sets the prediction beside what was measured', () => {
  const prediction = { name: 'd 128', ...law[1] };
  const outcome = { name: 'd 128', compute: 1e13, loss: 0.52, deviation: null };
  const before = draw(
    <ScalingPlot points={points} law={law} prediction={prediction} outcome={null} />,
  );
  const after = draw(
    <ScalingPlot points={points} law={law} prediction={prediction} outcome={outcome} />,
    'zh-CN',
  );
  expect(occurrences(before, '<circle')).toBe(4);
  expect(occurrences(after, '<circle')).toBe(5);
  expect(occurrences(after, '>d 128<')).toBe(1);
});
