/**
 * @file The learning-rate finder: its schedule, its average, what is read off its curve, and a whole one
 * on a tiny model.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { createSimdMachine } from '../tensor/simd/machine';
import { findLearningRate } from './learning-rate-finder';
import {
  finderRate,
  hasDiverged,
  readFinder,
  smoothing,
  withLoss,
  type FinderPoint,
} from './learning-rate-finder-settings';
import { Preparation } from './prepare';
import { requireSpec } from './spec';

const settings = { from: 1e-6, to: 1, steps: 61 };

function pointsOf(lossAt: (rate: number) => number): FinderPoint[] {
  let points: FinderPoint[] = [];
  for (let step = 0; step < settings.steps && !hasDiverged(points); step++) {
    const rate = finderRate(settings, step);
    points = withLoss(points, rate, lossAt(rate));
  }
  return points;
}

describe('the curve of a finder', () => {
  it('has rates that rise by one factor, from the first to the last', () => {
    const rates = Array.from({ length: 61 }, (_, step) => finderRate(settings, step));
    expect(rates[0]).toBe(1e-6);
    expect(rates[60]).toBeCloseTo(1, 12);
    rates.slice(1).forEach((rate, at) => expect(rate / rates[at]).toBeCloseTo(10 ** 0.1, 10));
    expect(finderRate({ ...settings, steps: 1 }, 0)).toBe(1e-6);
  });

  it('has the average that weighs all losses so far', () => {
    const losses = [5, 4, 6, 1, 2];
    const points = losses.reduce<FinderPoint[]>((all, loss) => withLoss(all, 1, loss), []);
    points.forEach(({ smoothed }, last) => {
      const weights = losses.slice(0, last + 1).map((_, at) => smoothing ** (last - at));
      const sum = weights.reduce((total, weight, at) => total + weight * losses[at], 0);
      expect(smoothed).toBeCloseTo(sum / weights.reduce((total, weight) => total + weight), 10);
    });
  });

  it('ends where the loss diverges, and tells a rate below the lowest point', () => {
    // Falls around 1e-3, lowest at 1e-2, then rises without bound.
    const points = pointsOf((rate) => 4 - 3 / (1 + (1e-3 / rate) ** 2) + 40 * rate ** 2);
    expect(points.length).toBeLessThan(settings.steps);
    expect(hasDiverged(points)).toBe(true);
    const reading = readFinder(points);
    expect(reading?.lowest).toBeGreaterThan(5e-3);
    expect(reading?.lowest).toBeLessThan(2e-1);
    expect(reading?.steepest).toBeGreaterThan(3e-4);
    expect(reading?.steepest).toBeLessThan(reading?.lowest ?? 0);
    const least = Math.min(reading?.steepest ?? 0, 0.1 * (reading?.lowest ?? 0));
    expect(reading?.suggested).toBeCloseTo(Number(least.toPrecision(2)), 10);
  });

  it('ends at a loss that is no number, which does not count', () => {
    const points = pointsOf((rate) => (rate > 1e-2 ? NaN : 4 - 100 * rate));
    expect(hasDiverged(points)).toBe(true);
    expect(readFinder(points)?.lowest).toBeLessThanOrEqual(1e-2);
  });

  it('suggests nothing where the loss does not fall', () => {
    expect(readFinder(pointsOf((rate) => 4 + rate))).toBeNull();
    expect(readFinder([])).toBeNull();
  });
});

describe('a finder', async () => {
  const machine = await createSimdMachine({ threads: 1 });
  const spec = requireSpec({
    text: { source: 'arithmetic', documents: 60 },
    tokenizer: { kind: 'characters' },
    model: { layers: 1, heads: 2, width: 16, contextLength: 12 },
    training: { batchSize: 8, dynamicsInterval: 1 },
  });
  const prepared = await new Preparation(() => Promise.resolve(null)).prepare(spec, {}, null);
  const find = (signal: AbortSignal, onPoint: (point: FinderPoint) => void = () => undefined) =>
    findLearningRate(machine, spec, prepared, { from: 1e-5, to: 10, steps: 60 }, onPoint, signal);

  it('finds a rate that trains, the same again from the same seed', async () => {
    const told: FinderPoint[] = [];
    const points = await find(new AbortController().signal, (point) => told.push(point));
    expect(told).toEqual(points);
    const reading = readFinder(points);
    expect(reading?.suggested).toBeGreaterThan(1e-4);
    expect(reading?.suggested).toBeLessThan(0.5);
    expect(await find(new AbortController().signal)).toEqual(points);
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const finding = find(abort.signal, () => abort.abort());
    await expect(finding).rejects.toMatchObject({ code: 'cancelled' });
  });
});
