/**
 * @file The pure helpers of the pictures: thinning, smoothing, colours, scales, text, layout, CSV.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcPath, layoutTokens } from './arcs-layout';
import { headMatrix, headName, heatPaths, queryRow, sum } from './attention';
import { chartRows, chartTicks, finitePoints } from './chart-data';
import { heatColor, heatPosition, heatTable, parseColor, tokenColorIndices } from './color';
import { toCsv } from './csv';
import { plainColor } from './export-picture';
import { formatBytes, formatCount, formatNumber, formatProbability } from './format';
import { paintHeat } from './HeatCanvas';
import { logScale, niceTicks, powersOfTen } from './scales';
import { pointAt, smooth, thin } from './thin';
import { nextHoverLock } from './use-hover-lock';
import { indexAfterKey } from './use-roving-index';
import { shorten, textWidth, visibleText, withoutCommonBeginning } from './visible-text';

describe('thin', () => {
  it('keeps ends, extremes and order within the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 900 }),
        (ys) => {
          const points = ys.map((y, x) => ({ x, y }));
          const kept = thin(points, 50);
          expect(kept.length).toBeLessThanOrEqual(50);
          expect(kept[0]).toEqual(points[0]);
          expect(kept.at(-1)).toEqual(points.at(-1));
          expect(Math.max(...kept.map(({ y }) => y))).toBe(Math.max(...ys));
          expect(Math.min(...kept.map(({ y }) => y))).toBe(Math.min(...ys));
          expect(kept.every((point, index) => index === 0 || point.x > kept[index - 1].x)).toBe(
            true,
          );
          expect(kept.every(({ x, y }) => points[x].y === y)).toBe(true);
        },
      ),
    );
  });

  it('leaves short curves as they are', () => {
    const points = [1, 2, 3].map((x) => ({ x, y: x }));
    expect(thin(points, 3)).toEqual(points);
  });
});

describe('smooth', () => {
  const points = [4, 2, 6].map((y, x) => ({ x, y }));
  it('changes nothing at 0 and never moves a constant', () => {
    expect(smooth(points, 0)).toEqual(points);
    for (const { y } of smooth(
      [3, 3, 3].map((y, x) => ({ x, y })),
      0.9,
    ))
      expect(y).toBeCloseTo(3);
  });
  it('is the bias-corrected moving average', () => {
    const [first, second, third] = smooth(points, 0.5).map(({ y }) => y);
    expect(first).toBeCloseTo(4);
    expect(second).toBeCloseTo((4 * 0.25 + 2 * 0.5) / 0.75);
    expect(third).toBeCloseTo((4 * 0.125 + 2 * 0.25 + 6 * 0.5) / 0.875);
  });
});

describe('chart data', () => {
  it('reads the last value at or before a place', () => {
    const points = [1, 5, 9].map((x) => ({ x, y: x * 10 }));
    expect(pointAt(points, 0)).toBeUndefined();
    expect([1, 4, 5, 99].map((x) => pointAt(points, x)?.y)).toEqual([10, 10, 50, 90]);
  });
  it('merges curves by x, in order', () => {
    const rows = chartRows([
      {
        points: [
          { x: 1, y: 5 },
          { x: 3, y: 4 },
        ],
      },
      {
        points: [
          { x: 2, y: 7 },
          { x: 3, y: 6 },
        ],
      },
    ]);
    expect(rows).toEqual([
      { x: 1, s0: 5 },
      { x: 2, s1: 7 },
      { x: 3, s0: 4, s1: 6 },
    ]);
  });
  it('drops what is not finite and holds rules in the domain', () => {
    const points = finitePoints([
      { x: 0, y: 2 },
      { x: 1, y: NaN },
      { x: 10, y: 1 },
    ]);
    expect(points).toHaveLength(2);
    const ticks = chartTicks([{ points }], [{ axis: 'y', value: 6.24 }], 900);
    expect(ticks.xDomain).toEqual([0, 10]);
    expect(ticks.yDomain[1]).toBeGreaterThan(6.24);
    expect(ticks.yDomain[0]).toBeLessThan(1);
    expect(ticks.x).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('colours', () => {
  it('places probabilities by their square root, clamped', () => {
    expect([-1, 0, 0.25, 1, 2].map(heatPosition)).toEqual([0, 0, 0.5, 1, 1]);
  });
  it('meets the stops of the ramp', () => {
    expect(heatColor(0)).toContain('var(--picture-heat-1) 0%, var(--picture-heat-0)');
    expect(heatColor(0.5)).toContain('var(--picture-heat-3) 0%, var(--picture-heat-2)');
    expect(heatColor(1)).toContain('var(--picture-heat-4) 100%');
  });
  it('interpolates bytes for canvases', () => {
    expect([...heatTable(['#000000', '#ff8040'], 3)]).toEqual([0, 0, 0, 128, 64, 32, 255, 128, 64]);
    expect(parseColor('#3b5bdb')).toEqual([59, 91, 219]);
  });
  it('never gives neighbours one colour', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40)), (ids) => {
        const colors = tokenColorIndices(ids);
        expect(colors.every((color, index) => index === 0 || color !== colors[index - 1])).toBe(
          true,
        );
        expect(colors.every((color) => color >= 0 && color < 8)).toBe(true);
      }),
    );
  });
  it('writes colours that other programs read', () => {
    expect(plainColor('color(srgb 0.5 0 1)')).toBe('rgb(128, 0, 255)');
    expect(plainColor('color(srgb 0 1 0 / 0.5)')).toBe('rgba(0, 255, 0, 0.5)');
    expect(plainColor('rgb(1, 2, 3)')).toBe('rgb(1, 2, 3)');
  });
});

describe('scales and numbers', () => {
  it('maps logarithms', () => {
    const scale = logScale([1, 100], [0, 200]);
    expect([1, 10, 100].map((value) => Math.round(scale(value)))).toEqual([0, 100, 200]);
  });
  it('finds round ticks inside', () => {
    expect(niceTicks(0.3, 1, 4)).toEqual([0.4, 0.6, 0.8, 1]);
    expect(niceTicks(0, 3000, 6)).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000]);
    expect(niceTicks(2, 2, 4)).toEqual([2]);
    expect(powersOfTen(5, 20_000)).toEqual([10, 100, 1000, 10_000]);
  });
  it('formats', () => {
    expect([0, 1.23456, 12_345.6, 0.0005, -3.5, NaN].map(formatNumber)).toEqual([
      '0',
      '1.235',
      '12346',
      '5.00e−4',
      '−3.5',
      'NaN',
    ]);
    expect([0, 0.00001, 0.005, 0.43, 0.9999, 1].map(formatProbability)).toEqual([
      '0%',
      '<0.01%',
      '0.50%',
      '43.0%',
      '>99.9%',
      '100.0%',
    ]);
    expect([12, 999, 1_234_567].map(formatCount)).toEqual(['12', '999', '1.23 M']);
    expect([12, 1536].map(formatBytes)).toEqual(['12 B', '1.5 KiB']);
  });
});

describe('text', () => {
  it('shows whitespace and cuts between code points', () => {
    expect(visibleText(' a\n\tb\r')).toBe('·a⏎⇥b␍');
    expect(shorten('🙂🙂🙂', 2)).toBe('🙂…');
    expect(shorten('abc', 3)).toBe('abc');
    expect(textWidth('a猫')).toBeCloseTo(1.6);
  });
  it('quotes CSV cells where needed', () => {
    expect(toCsv(['token', 'p'], [['a,"b"\n', 0.5]])).toBe('token,p\r\n"a,""b""\n",0.5\r\n');
  });
});

describe('attention', () => {
  const shape = { layers: 2, heads: 2, queries: 2, keys: 2, causal: true };
  const all = Float32Array.from({ length: 16 }, (_, index) => index);
  it('finds a head and a row', () => {
    const head = headMatrix(all, shape, 1, 0);
    expect([...head.values]).toEqual([8, 9, 10, 11]);
    expect([...queryRow(head, 0)]).toEqual([8]);
    expect([...queryRow(head, 1)]).toEqual([10, 11]);
    expect(sum(queryRow(head, 1))).toBe(21);
    const open = { ...head, causal: false };
    expect([...queryRow(open, 0)]).toEqual([8, 9]);
    expect(headName(1, 0)).toBe('L2H1');
  });
  it('joins equal cells of a row into one path and leaves empty and masked cells out', () => {
    const values = Float32Array.of(1, 9, 9, 0.25, 0.25, 9, 0, 0, 1);
    const paths = heatPaths({ values, queries: 3, keys: 3, causal: true }, 4);
    expect(paths).toEqual(['', '', 'M0 1h2v1h-2z', '', 'M0 0h1v1h-1zM2 2h1v1h-1z']);
  });
  it('paints allowed cells and leaves the others transparent', () => {
    const pixels = new Uint8ClampedArray(16);
    const matrix = { values: Float32Array.of(1, 1, 0, 0.25), queries: 2, keys: 2, causal: true };
    paintHeat(pixels, matrix, heatTable(['#000000', '#c86432'], 3));
    expect([...pixels]).toEqual([200, 100, 50, 255, 0, 0, 0, 0, 0, 0, 0, 255, 100, 50, 25, 255]);
  });
  it('breaks tokens into lines and bends arcs', () => {
    const { boxes, height } = layoutTokens(['aaaa', 'bbbb', '猫'], 70, 10);
    expect(boxes.map(({ x, width, line }) => [x, width, line])).toEqual([
      [0, 34, 0],
      [36, 34, 0],
      [0, 20, 1],
    ]);
    expect(height).toBe(150);
    expect(arcPath(boxes[1], boxes[0])).toBe('M53 50C53 23 17 23 17 50');
    expect(arcPath(boxes[2], boxes[0])).toMatch(/^M10 124C.* 17 74$/);
  });
});

describe('pointing', () => {
  const nothing = { hovered: undefined, locked: undefined };
  it('locks on click, unlocks on a second click and on Escape', () => {
    const hovered = nextHoverLock(nothing, { kind: 'hover', value: 3 });
    const locked = nextHoverLock(hovered, { kind: 'toggle', value: 3 });
    expect(nextHoverLock(locked, { kind: 'leave' })).toEqual({ hovered: undefined, locked: 3 });
    expect(nextHoverLock(locked, { kind: 'toggle', value: 5 }).locked).toBe(5);
    expect(nextHoverLock(locked, { kind: 'toggle', value: 3 }).locked).toBeUndefined();
    expect(nextHoverLock(locked, { kind: 'unlock' })).toEqual(nothing);
  });
  it('does not redraw for the same hover', () => {
    const state = nextHoverLock(nothing, { kind: 'hover', value: 3 });
    expect(nextHoverLock(state, { kind: 'hover', value: 3 })).toBe(state);
  });
  it('walks with the arrow keys and stays inside', () => {
    const after = (key: string, index: number) => indexAfterKey(key, index, 6, 3);
    expect(after('ArrowRight', 1)).toBe(2);
    expect(after('ArrowDown', 1)).toBe(4);
    expect(after('ArrowDown', 4)).toBe(4);
    expect(after('ArrowLeft', 0)).toBe(0);
    expect([after('Home', 4), after('End', 0)]).toEqual([0, 5]);
    expect(after('x', 0)).toBeUndefined();
  });
});

describe('beginnings that all share', () => {
  it('are left out, in whole characters', () => {
    expect(withoutCommonBeginning(['a cat', 'a car', 'a c'])).toEqual(['…at', '…ar', '…']);
    expect(withoutCommonBeginning(['猫👍🏽', '猫👎'])).toEqual(['…👍🏽', '…👎']);
    expect(withoutCommonBeginning(['x', 'y'])).toEqual(['x', 'y']);
    expect(withoutCommonBeginning([])).toEqual([]);
  });
});
