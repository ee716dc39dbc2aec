/**
 * @file Every objective that a model can have, from a text to a trained model and a look at what it does.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { createSimdMachine } from '../tensor/simd/machine';
import type { TextSource } from '../text/types';
import type { RunEvent } from './events';
import { Preparation } from './prepare';
import { findProblems } from './problems';
import { Run } from './run';
import { requireSpec, type SpecInput } from './spec';

const machine = await createSimdMachine({ threads: 1 });

const reversals: TextSource = {
  name: 'reversals',
  async *chunks() {
    for (let index = 0; index < 300; index++) {
      const word = String(100 + index);
      yield { text: `${word}[SEP]${[...word].reverse().join('')}`, endOfDocument: true };
    }
  },
};

async function trained(change: SpecInput, source: TextSource | null = null) {
  const spec = requireSpec({
    text: source ? { source: 'own' } : { source: 'arithmetic', documents: 60 },
    tokenizer: { kind: 'characters' },
    training: {
      ...{ steps: 12, batchSize: 4, warmupSteps: 0, evaluationBatches: 1, sampleInterval: 12 },
      dynamicsInterval: 5,
    },
    decoding: { maxTokens: 4 },
    ...change,
    model: { layers: 1, heads: 2, width: 8, contextLength: 12, ...change.model },
  });
  const events: RunEvent[] = [];
  const prepared = await new Preparation(() => Promise.resolve(null)).prepare(spec, {}, source);
  const run = new Run('run', spec, prepared, {
    store: null,
    backend: () => 'cpu',
    machine: () => machine,
    emit: (event) => events.push(event),
    exclusively: (work) => work(),
    whileDeviceLives: (work) => work(),
    restartEngine: () => Promise.resolve(),
  });
  run.play();
  await run.settled();
  run.dispose();
  const failure = events.find(({ type }) => type === 'failed');
  expect(failure).toBeUndefined();
  const evaluations = events.flatMap((event) =>
    event.type === 'evaluation' ? [event.validationLoss] : [],
  );
  const sample = events.find((event) => event.type === 'sample');
  const dynamics = events.filter((event) => event.type === 'dynamics');
  return { evaluations, sample, dynamics };
}

describe.each([
  ['decoder-only', 'next-token', {}],
  ['decoder-only', 'prefix', {}],
  ['decoder-only', 'pairs', {}],
  ['encoder-only', 'masked', { wholeWords: true }],
  ['encoder-only', 'masked', { nextSentence: true, corruptedShare: 0.3 }],
  ['encoder-only', 'pairs', {}],
  ['encoder-decoder', 'span-corruption', { meanSpan: 2 }],
  ['encoder-decoder', 'prefix', {}],
  ['encoder-decoder', 'pairs', {}],
] as const)('%s: %s %o', (architecture, kind, options) => {
  it('is learned, and shows what it does', async () => {
    const source = kind === 'pairs' ? reversals : null;
    const { evaluations, sample, dynamics } = await trained(
      { model: { architecture }, objective: { kind, ...options } },
      source,
    );
    expect(evaluations).toHaveLength(2);
    expect(evaluations[1]).toBeLessThan(evaluations[0]);
    expect(sample).toBeDefined();
    expect(dynamics.map(({ step }) => step)).toEqual([1, 5, 10, 12]);
    for (const { parts, activations } of dynamics) {
      expect(parts.every(({ gradient, weights, update }) => gradient * weights * update > 0)).toBe(
        true,
      );
      expect(activations.every(({ deviation }) => deviation > 0)).toBe(true);
      expect(parts.some(({ part }) => part === 'layers.0.crossAttention')).toBe(
        architecture === 'encoder-decoder',
      );
    }
    if (architecture !== 'decoder-only') expect(sample?.prompt).toMatch(/→ $/u);
  });
});

it('an architecture cannot have every objective', () => {
  const spec = { ...requireSpec({}), objective: { ...requireSpec({}).objective } };
  const codes = (architecture: 'encoder-only' | 'decoder-only', kind: 'masked' | 'next-token') =>
    findProblems({
      ...spec,
      model: { ...spec.model, architecture },
      objective: { ...spec.objective, kind },
    }).map(({ path, code }) => `${path} ${code}`);
  expect(codes('encoder-only', 'next-token')).toEqual(['objective.kind objectiveArchitecture']);
  expect(codes('decoder-only', 'masked')).toEqual(['objective.kind objectiveArchitecture']);
  expect(codes('encoder-only', 'masked')).toEqual([]);
});
