/**
 * @file Runs of the queue: they equal runs of their own, wait while the experiment's own run trains, and
 * are gone on with after a pause as if there had been none.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryRunStore } from '../storage/runs';
import type { StepEvent } from './events';
import { Laboratory } from './laboratory';
import { Preparation, type PreparedData } from './prepare';
import type { QueuedEvent } from './queued-runs';
import { requireSpec, tokensPerStep } from './spec';

const spec = requireSpec({
  backend: 'wasm',
  text: { source: 'arithmetic', documents: 200 },
  tokenizer: { kind: 'bytes' },
  model: { layers: 1, heads: 2, width: 8, contextLength: 8 },
  training: {
    steps: 12,
    batchSize: 4,
    warmupSteps: 2,
    evaluationInterval: 4,
    evaluationBatches: 1,
    sampleInterval: 100,
    checkpointInterval: 5,
  },
  decoding: { maxTokens: 4 },
});
const options = { name: 'tiny', textName: 'arithmetic', keep: true, sweep: 'a sweep' };
let prepared: PreparedData;
beforeAll(async () => {
  prepared = await new Preparation(() => Promise.resolve(null)).prepare(spec);
});

const lossesOf = async (store: ReturnType<typeof memoryRunStore>, runId: string) =>
  (await store.readMetrics(runId))
    .filter((row): row is StepEvent => row.type === 'step')
    .map(({ trainLoss }) => trainLoss);

async function trained(laboratory: Laboratory, store: ReturnType<typeof memoryRunStore>) {
  const runId = await laboratory.startRun(spec, prepared, options);
  laboratory.play();
  await laboratory.settled();
  return lossesOf(store, runId);
}

describe('a run of the queue', () => {
  it('is kept, and has the losses of a run of its own', async () => {
    const store = memoryRunStore();
    const laboratory = new Laboratory(() => Promise.resolve(store));
    const events: QueuedEvent[] = [];
    const { runId, status, outcome, error } = await laboratory.queue.train(
      spec,
      prepared,
      options,
      (event) => events.push(event),
    );
    expect([status, error]).toEqual(['finished', null]);
    expect(events.map(({ type }) => type).slice(0, 2)).toEqual(['engine', 'started']);
    const record = await store.get(runId);
    expect(record).toMatchObject({ status: 'finished', step: 12, sweep: 'a sweep' });
    expect(outcome).toMatchObject({ steps: 12, tokens: 12 * tokensPerStep(spec), backend: 'wasm' });
    expect(outcome?.validationLoss).toBe(record.validationLoss);
    const [flops] = await laboratory.stepFlops([spec], record.vocabularySize);
    expect(outcome?.flops).toBe(12 * flops);
    expect(await lossesOf(store, runId)).toEqual(await trained(laboratory, store));
  });

  it('waits while the own run trains', async () => {
    const store = memoryRunStore();
    const laboratory = new Laboratory(() => Promise.resolve(store));
    const order: string[] = [];
    laboratory.subscribe(({ type }) => {
      if (type === 'step') order.push('own');
    });
    await laboratory.startRun(spec, prepared, options);
    const queued = laboratory.queue.train(spec, prepared, options, ({ type }) => {
      if (type === 'started') laboratory.play();
      if (type === 'step') order.push('queued');
    });
    expect((await queued).status).toBe('finished');
    expect(order.slice(0, 12)).toEqual(Array(12).fill('own'));
    expect(order.at(-1)).toBe('queued');
  });

  it('goes on after a pause as if there had been none', async () => {
    const store = memoryRunStore();
    const laboratory = new Laboratory(() => Promise.resolve(store));
    const { queue } = laboratory;
    let pausing = Promise.resolve();
    const first = await queue.train(spec, prepared, options, ({ type }) => {
      if (type === 'step') pausing = queue.pause();
    });
    await pausing;
    expect(first.status).toBe('paused');
    expect(first.outcome?.steps).toBeLessThan(12);
    const second = await queue.resume(first.runId, () => {});
    expect(second).toMatchObject({ runId: first.runId, status: 'finished' });
    expect(second.outcome?.steps).toBe(12);
    expect(await lossesOf(store, first.runId)).toEqual(await trained(laboratory, store));
  });

  it('ends for good, and is not begun if it was ended before', async () => {
    const store = memoryRunStore();
    const laboratory = new Laboratory(() => Promise.resolve(store));
    const { queue } = laboratory;
    const { runId, status } = await queue.train(spec, prepared, options, ({ type }) => {
      if (type === 'step') void queue.stop();
    });
    expect(status).toBe('stopped');
    expect((await store.get(runId)).status).toBe('stopped');

    await laboratory.startRun(spec, prepared, options);
    laboratory.play();
    const waiting = queue.train(spec, prepared, options, () => {});
    await queue.pause();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await laboratory.pause();
  });
});
