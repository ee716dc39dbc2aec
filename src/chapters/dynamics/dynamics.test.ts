/**
 * @file What is drawn, judged and saved of measurements of the dynamics.
 */
import { describe, expect, it } from 'vitest';
import type { DynamicsEvent } from '../../experiment/events';
import { healthOf } from './health';
import { drawnOf, dynamicsCsv, partRows, placeRows } from './rows';

const event = (step: number, scale = 1): DynamicsEvent => ({
  type: 'dynamics',
  step,
  parts: [
    { part: 'embedding', gradient: 1, weights: 2, update: 0.002 * scale },
    { part: 'layers.0.attention', gradient: 3 / scale, weights: 2, update: 0.004 * scale },
    { part: 'layers.0.feedForward', gradient: 4 / scale, weights: 0, update: 0 },
    { part: 'layers.1.attention', gradient: 5, weights: 2, update: 0.002 * scale },
  ],
  activations: [
    { place: 'embedding.sum', mean: 0, deviation: 1, units: null },
    {
      ...{ place: 'layers.0.feedForward.hidden', mean: 0.5, deviation: step },
      units: { saturated: 0.25, dead: 0.01 * scale },
    },
  ],
});

describe('measurements', () => {
  it('are rows over the steps', () => {
    const events = [event(1), event(2)];
    expect(partRows(events, 'ratio').map(({ id, values }) => [id, values[1]])).toEqual([
      ['embedding', 0.001],
      ['layers.0.attention', 0.002],
      ['layers.0.feedForward', NaN],
      ['layers.1.attention', 0.001],
    ]);
    expect(placeRows(events, 'deviation')).toEqual([
      { id: 'embedding.sum', values: [1, 1] },
      { id: 'layers.0.feedForward.hidden', values: [1, 2] },
    ]);
    expect(placeRows(events, 'dead')).toEqual([
      { id: 'layers.0.feedForward.hidden', values: [0.01, 0.01] },
    ]);
    expect(partRows([], 'gradient')).toEqual([]);
  });

  it('of a long run are drawn in part, from the first to the last', () => {
    const events = Array.from({ length: 1001 }, (_, step) => event(step));
    const drawn = drawnOf(events);
    expect(drawn).toHaveLength(240);
    expect([drawn[0].step, drawn[239].step]).toEqual([0, 1000]);
    expect(drawnOf(events.slice(0, 240))).toHaveLength(240);
  });

  it('are saved one number a line', () => {
    const lines = dynamicsCsv([event(7)])
      .trim()
      .split('\r\n');
    expect(lines[0]).toBe('step,place,measure,value');
    expect(lines).toHaveLength(1 + 3 * 4 + 2 + 4);
    expect(lines).toContain('7,layers.0.attention,gradient_norm,3');
    expect(lines).toContain('7,layers.0.feedForward.hidden,dead_share,0.01');
  });

  it('are judged by rules of thumb', () => {
    expect(healthOf(event(1))).toEqual([
      { check: 'ratio', value: 0.001, verdict: 'good' },
      { check: 'spread', value: 1, verdict: 'good' },
      { check: 'dead', value: 0.01, verdict: 'good' },
    ]);
    const verdicts = (scale: number) => healthOf(event(1, scale)).map(({ verdict }) => verdict);
    expect(verdicts(100)).toEqual(['high', 'low', 'high']);
    expect(verdicts(0.01)).toEqual(['low', 'high', 'good']);
    // One block has no depth, and what has no units has none that are dead.
    const { parts } = event(1);
    const shallow = { ...event(1), parts: parts.slice(0, 3), activations: [] };
    expect(healthOf(shallow).map(({ check }) => check)).toEqual(['ratio']);
  });
});
