/**
 * @file The flame of a step: its sums, its markup, its table and its data.
 */
import { describe, expect, it } from 'vitest';
import type { MeasuredOperation, StepMeasurement } from '../experiment/step-measurement';
import { CostliestKinds } from './CostliestKinds';
import {
  costliestKinds,
  flameCsv,
  flameOf,
  gigaflops,
  shareOfLimit,
  walk,
  type FlameSubject,
} from './flame-layout';
import { StepFlame } from './StepFlame';
import { draw, occurrences, texts } from './testing';

function operation(
  kind: MeasuredOperation['kind'],
  phase: MeasuredOperation['phase'],
  part: string,
  milliseconds: number,
): MeasuredOperation {
  const sizes = kind === 'matmul' ? [64, 32, 16] : [100];
  const flops = kind === 'copy' ? 0 : milliseconds * 2e6;
  return { kind, sizes, phase, part, milliseconds, flops, bytes: 400, limit: milliseconds / 4 };
}

const measurement: StepMeasurement = {
  step: 7,
  tokens: 1024,
  backend: 'wasm',
  clock: 'thread',
  resolution: 0.005,
  milliseconds: 100,
  rates: { flopsPerSecond: 8e9, bytesPerSecond: 1e10 },
  limit: 20,
  operations: [
    operation('embedding', 'forward', 'embedding', 4),
    operation('matmul', 'forward', 'layers.0.attention', 10),
    operation('add', 'forward', 'layers.0.attention', 6),
    operation('matmul', 'forward', 'layers.1.feedForward', 20),
    operation('matmul', 'backward', 'layers.1.feedForward', 30),
    operation('copy', 'backward', '', 2),
    operation('adamw', 'optimizer', '', 8),
  ],
};

function wordOf(subject: FlameSubject): string {
  switch (subject.level) {
    case 'step':
      return subject.level;
    case 'phase':
      return subject.phase;
    case 'part':
      return subject.part;
    case 'kind':
    case 'operation':
      return subject.kind;
  }
}

const nodesAt = (depth: number, grouping: 'kind' | 'part') =>
  [...walk(flameOf(measurement, grouping))]
    .filter((node) => node.depth === depth)
    .map(({ subject, start, milliseconds }) => [wordOf(subject), start, milliseconds]);

describe('the tree', () => {
  it('has the phases side by side, and what is between operations', () => {
    expect(nodesAt(1, 'kind')).toEqual([
      ['forward', 0, 40],
      ['backward', 40, 32],
      ['optimizer', 72, 8],
      ['rest', 80, 20],
    ]);
  });

  it('gathers by kind or by part', () => {
    expect(nodesAt(2, 'kind')).toEqual([
      ['embedding', 0, 4],
      ['matmul', 4, 30],
      ['add', 34, 6],
      ['matmul', 40, 30],
      ['copy', 70, 2],
      ['adamw', 72, 8],
    ]);
    expect(nodesAt(2, 'part').slice(0, 3)).toEqual([
      ['embedding', 0, 4],
      ['layers.0.attention', 4, 16],
      ['layers.1.feedForward', 20, 20],
    ]);
    expect(
      nodesAt(3, 'kind')
        .slice(0, 3)
        .map(([, ...place]) => place),
    ).toEqual([
      [0, 4],
      [4, 10],
      [14, 20],
    ]);
  });

  it('is as wide as its operations where these were timed longer than the whole', () => {
    const { milliseconds, children } = flameOf({ ...measurement, milliseconds: 50 }, 'kind');
    expect(milliseconds).toBe(80);
    expect(children).toHaveLength(3);
  });

  it('sums up kinds over all phases', () => {
    const [first, second] = costliestKinds(measurement, 2);
    expect(first).toEqual({ kind: 'matmul', milliseconds: 60, limit: 15, flops: 1.2e8, count: 3 });
    expect(second.kind).toBe('adamw');
    expect(gigaflops(first)).toBeCloseTo(2);
    expect(shareOfLimit(first)).toBe(0.25);
    const nothing = { milliseconds: 0, limit: 0, flops: 0, count: 1 };
    expect([gigaflops(nothing), shareOfLimit(nothing)]).toEqual([null, null]);
  });
});

describe('the flame', () => {
  it('has a button for every bar, of which Tab reaches one', () => {
    const markup = draw(<StepFlame measurement={measurement} grouping="kind" />);
    expect(occurrences(markup, 'role="button"')).toBe(
      [...walk(flameOf(measurement, 'kind'))].length,
    );
    expect(occurrences(markup, 'tabindex="0"')).toBe(1);
    expect(markup).toContain(
      'aria-label="matrix product 64×32×16: 30 ms, 30.0% of the step · 2 GFLOP/s · 25.0% of its limit"',
    );
    expect(texts(markup, 'picture-readout')).toEqual([
      'whole step: 100 ms, 100.0% of the step · 1.56 GFLOP/s · 20.0% of its limit',
    ]);
    expect(markup).toMatchSnapshot();
  });

  it('names layers as people count them, in both languages', () => {
    const flame = <StepFlame measurement={measurement} grouping="part" />;
    expect(draw(flame)).toContain('aria-label="layer 2, feed-forward: 30 ms');
    expect(draw(flame, 'zh-CN')).toContain(
      'aria-label="第 1 层，注意力：16 毫秒，占训练步的 16.0%',
    );
  });

  it('survives a step without time', () => {
    const empty = { ...measurement, milliseconds: 0, operations: [], limit: 0 };
    expect(draw(<StepFlame measurement={empty} grouping="kind" />)).not.toContain('NaN');
  });
});

it('has a table that says the same', () => {
  const markup = draw(<CostliestKinds measurement={measurement} />);
  expect(texts(markup, 'picture-kind-count')).toEqual(['×3', '×1', '×1', '×1', '×1']);
  expect(texts(markup, 'is-number').slice(4, 8)).toEqual(['60', '60.0%', '2', '25.0%']);
  // A copy computes nothing.
  expect(texts(markup, 'is-number').slice(-4)).toEqual(['2', '2.0%', '–', '25.0%']);
});

it('gives its data in the order in which it ran', () => {
  const [header, first, , third] = flameCsv(measurement).split('\r\n');
  expect(header).toBe('phase,part,kind,sizes,ms,flops,bytes,limit ms');
  expect(first).toBe('forward,embedding,embedding,100,4,8000000,400,1');
  expect(third).toBe('forward,layers.0.attention,add,100,6,12000000,400,1.5');
});
