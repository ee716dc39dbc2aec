/**
 * @file What each architecture can do, on tiny models with fixed seeds: an encoder-decoder learns to turn
 * strings round that it has never seen; an encoder fills a gap that a causal model, which has not read
 * what comes after it, cannot fill.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { architectures } from '../models/config';
import { countParameters } from '../models/parameters';
import { createSimdMachine } from '../tensor/simd/machine';
import { pairLayout } from '../training/objectives/layout';
import { tryArchitecture } from './architecture-trial';
import {
  trialTasks,
  type ArchitectureTrialEvent,
  type TrialEntry,
} from './architecture-trial-settings';
import { trialSpec } from './architecture-trial-spec';
import { gapLayout } from './gap-layout';
import { Preparation } from './prepare';
import { modelConfig } from './spec';

const machine = await createSimdMachine({ threads: 1 });

async function measure(
  entry: TrialEntry,
  steps: number,
  onEvent: (event: ArchitectureTrialEvent) => void = () => {},
  signal = new AbortController().signal,
) {
  const spec = trialSpec(entry, { layers: 1, width: 32, steps });
  const prepared = await new Preparation(() => Promise.resolve(null)).prepare(spec);
  return tryArchitecture(machine, entry, spec, prepared, onEvent, signal);
}

it('an encoder-decoder learns reversal of unseen strings', async () => {
  const events: ArchitectureTrialEvent[] = [];
  const entry = { task: 'reversal', architecture: 'encoder-decoder' } as const;
  const outcome = await measure(entry, 400, (event) => events.push(event));
  expect(outcome.pairs).toBe(200);
  expect(outcome.exactMatch).toBeGreaterThan(0.95);
  expect(outcome.tokenAccuracy).toBeGreaterThanOrEqual(outcome.exactMatch);
  for (const { read, target, written, isRight } of outcome.examples) {
    expect(target).toBe([...read].reverse().join(''));
    expect(written === target).toBe(isRight);
  }
  expect(outcome.curve.at(-1)).toEqual({ step: 400, exactMatch: outcome.exactMatch });
  expect(events.filter(({ type }) => type === 'step')).toHaveLength(400);
  expect(events.filter(({ type }) => type === 'point')).toHaveLength(outcome.curve.length);
}, 60_000);

describe('the word in a gap', () => {
  const tryGap = (architecture: TrialEntry['architecture'], steps: number) =>
    measure({ task: 'gap', architecture }, steps);

  it('is found by an encoder, which reads both sides', async () => {
    const { exactMatch, examples } = await tryGap('encoder-only', 500);
    expect(exactMatch).toBeGreaterThan(0.9);
    for (const { read } of examples) expect(read).toMatch(/ \[MASK\] the \w+$/);
  }, 60_000);

  it('is one of ten to a causal model, which knows only the form', async () => {
    const { exactMatch, examples } = await tryGap('decoder-only', 300);
    expect(exactMatch).toBeLessThan(0.25);
    for (const { read } of examples) expect(read).toMatch(/near the \w+$/);
  }, 60_000);
});

it('models of a task have about as many parameters', () => {
  for (const task of trialTasks) {
    const counts = architectures.map((architecture) =>
      countParameters(
        modelConfig(trialSpec({ task, architecture }, { layers: 2, width: 32, steps: 10 }), 128),
      ),
    );
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.15);
  }
});

it('what is written by itself is guided by what was written before', async () => {
  const entry = { task: 'sorting', architecture: 'decoder-only' } as const;
  const { examples, exactMatch } = await measure(entry, 40);
  expect(exactMatch).toBeLessThan(0.5);
  const wrong = examples.filter(({ isRight }) => !isRight);
  expect(wrong.length).toBeGreaterThan(0);
  for (const { read, target, written } of wrong) {
    expect(written).not.toBe(target);
    expect(target).toBe([...read].sort().join(''));
  }
}, 30_000);

it('can be cancelled', async () => {
  const abort = new AbortController();
  abort.abort();
  const entry = { task: 'reversal', architecture: 'decoder-only' } as const;
  await expect(measure(entry, 10, () => {}, abort.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

describe('layouts', () => {
  it('show a gap to each architecture in its way', () => {
    const tokens = { endOfText: 0, mask: 3, gap: 9 };
    const of = (architecture: (typeof architectures)[number]) =>
      gapLayout(architecture, 8, tokens).example([5, 6, 9, 7], [8]);
    expect(of('decoder-only')).toEqual({ inputs: [5, 6], targets: [-1, 8] });
    expect(of('encoder-only')).toEqual({ inputs: [5, 6, 3, 7], targets: [-1, -1, 8, -1] });
    expect(of('encoder-decoder')).toEqual({ source: [5, 6, 3, 7, 0], inputs: [0], targets: [8] });
    for (const architecture of architectures) {
      const own = gapLayout(architecture, 8, tokens);
      const others = pairLayout(architecture, 8, { ...tokens, separator: 2 });
      expect(own.fields).toEqual(others.fields);
    }
  });
});
