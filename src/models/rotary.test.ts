/**
 * @file The speeds of RoPE's pairs under each scaling against PyTorch (`reference/record_positions.py`),
 * and what the papers promise of them.
 */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import recorded from '../../reference/position-schemes.json';
import { usualBlock } from './block';
import { ropeScalings, type ModelConfig, type RopeOptions } from './config';
import { inHalves, rotationOf, turnedChannels, usualRope } from './rotary';

/** One head of 64 numbers and 8192 positions. */
const llama: ModelConfig = {
  ...usualBlock,
  vocabularySize: 10,
  layers: 1,
  heads: 1,
  width: 64,
  contextLength: 8192,
  positions: 'rope',
  ropeBase: 10_000,
  norm: 'rms',
  dropout: 0,
  tiedHead: true,
};

const of = (change: Partial<RopeOptions>) =>
  rotationOf({ ...llama, rope: { ...usualRope, ...change } });

const expected = z
  .record(z.string(), z.object({ frequencies: z.array(z.number()), gain: z.number() }))
  .parse(recorded.frequencies);

describe('scalings of RoPE', () => {
  it.each(Object.keys(expected))('%s', (name) => {
    const scaling = ropeScalings.find((one) => one === name);
    const { frequencies, gain } = of({ scaling, factor: 4 });
    expect(frequencies).toHaveLength(32);
    frequencies.forEach((frequency, pair) => {
      expect(frequency / expected[name].frequencies[pair]).toBeCloseTo(1, 5);
    });
    expect(gain).toBeCloseTo(expected[name].gain, 7);
  });

  it.each(ropeScalings)('%s with factor 1 changes nothing', (scaling) => {
    const { frequencies, gain } = of({ scaling, factor: 1 });
    of({}).frequencies.forEach((plain, pair) => expect(frequencies[pair]).toBeCloseTo(plain, 12));
    expect(gain).toBe(1);
  });

  it('NTK slows the slowest pair down by the factor, and the fastest not at all', () => {
    const [plain, ntk] = [of({}).frequencies, of({ scaling: 'ntk', factor: 4 }).frequencies];
    expect(ntk[0]).toBe(1);
    expect(plain[31] / ntk[31]).toBeCloseTo(4, 9);
  });

  it('YaRN keeps the pairs that turn often, and divides those that turn less than once', () => {
    const [plain, yarn] = [of({}).frequencies, of({ scaling: 'yarn', factor: 4 }).frequencies];
    plain.forEach((frequency, pair) => {
      const turns = (2048 * frequency) / (2 * Math.PI);
      if (turns > 32) expect(yarn[pair]).toBe(frequency);
      else if (turns < 1) expect(yarn[pair]).toBeCloseTo(frequency / 4, 12);
      else expect(yarn[pair]).toBeLessThan(frequency);
    });
  });
});

it('turns a share of the head in whole pairs, one at least', () => {
  const channels = (share: number, width: number) =>
    turnedChannels({ ...llama, width, rope: { ...usualRope, share } });
  expect([channels(1, 64), channels(0.25, 64), channels(0.3, 10), channels(0.05, 4)]).toEqual([
    64, 16, 4, 2,
  ]);
  // The width that turns is that of the formula: a quarter has the frequencies of a head of 16.
  expect(of({ share: 0.25 }).frequencies[1]).toBeCloseTo(10_000 ** (-2 / 16), 12);
});

it('shows pictures the pairs as halves', () => {
  const vector = Float32Array.of(1, 2, 3, 4, 5, 6);
  const ordered = (change: Partial<RopeOptions>) => {
    const rope = { ...usualRope, ...change };
    return [...inHalves(vector, rotationOf({ ...llama, width: 6, rope }))];
  };
  expect(ordered({})).toEqual([1, 2, 3, 4, 5, 6]);
  expect(ordered({ order: 'interleaved' })).toEqual([1, 3, 5, 2, 4, 6]);
  expect(ordered({ share: 0.67 })).toEqual([1, 2, 5, 3, 4, 6]);
});
