import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../storage/open';
import { memoryRunStore, RunStore } from '../storage/runs';
import { applyChange, type LabelledUpdate } from './decoding-stream';
import type { EvaluationEvent, RunEvent, StepEvent } from './events';
import { Laboratory } from './laboratory';
import { Preparation, type PreparedData } from './prepare';
import { requireSpec, type SpecInput } from './spec';

const tiny: SpecInput = {
  backend: 'wasm',
  text: { source: 'arithmetic', documents: 200 },
  tokenizer: { kind: 'bytes' },
  model: { layers: 1, heads: 2, width: 8, contextLength: 8, dropout: 0.1 },
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
};

const spec = requireSpec(tiny);
const options = { name: 'tiny', textName: 'arithmetic', keep: true };
let prepared: PreparedData;

function newLaboratory(store: RunStore) {
  const laboratory = new Laboratory(() => Promise.resolve(store));
  const events: RunEvent[] = [];
  laboratory.subscribe((event) => events.push(event));
  const losses = () =>
    events
      .filter((event): event is StepEvent => event.type === 'step')
      .map(({ step, trainLoss }) => [step, trainLoss]);
  const evaluations = () =>
    events.filter((event): event is EvaluationEvent => event.type === 'evaluation');
  return { laboratory, events, losses, evaluations };
}

beforeAll(async () => {
  prepared = await new Preparation(() => Promise.resolve(null)).prepare(spec);
});

const opened: Laboratory[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((laboratory) => laboratory.pause()));
});

async function uninterrupted() {
  const made = newLaboratory(memoryRunStore());
  opened.push(made.laboratory);
  await made.laboratory.startRun(spec, prepared, options);
  made.laboratory.play();
  await made.laboratory.settled();
  return made;
}

describe('a run', () => {
  it('of mixed precision is in float32 where the engine has no float16, and says so', async () => {
    const whole = await uninterrupted();
    const store = memoryRunStore();
    const { laboratory, events, losses } = newLaboratory(store);
    const report = await laboratory.startEngine('wasm');
    expect(report).toMatchObject({ backend: 'wasm', mixedPrecision: false });
    const mixed = requireSpec({ ...tiny, training: { ...tiny.training, precision: 'mixed' } });
    const id = await laboratory.startRun(mixed, prepared, options);
    laboratory.play();
    await laboratory.settled();
    expect(events[0]).toMatchObject({ type: 'started', precision: 'float32' });
    expect(await store.get(id)).toMatchObject({ precision: 'float32' });
    expect(losses()).toEqual(whole.losses());
    await laboratory.resumeRun(id);
    expect(events.at(-1)).toMatchObject({ type: 'started', precision: 'float32' });
  });

  it('trains to its end, evaluates and keeps checkpoints', async () => {
    const store = memoryRunStore();
    const { laboratory, events, losses, evaluations } = newLaboratory(store);
    const id = await laboratory.startRun(spec, prepared, options);
    laboratory.play();
    await laboratory.settled();

    expect(losses().map(([step]) => step)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(evaluations().map(({ step }) => step)).toEqual([0, 4, 8, 12]);
    expect(evaluations()[0].validationLoss).toBeCloseTo(Math.log(257), 0);
    expect(events.at(-1)).toMatchObject({ type: 'status', status: 'finished', step: 12 });
    const record = await store.get(id);
    expect(record.checkpoints.map(({ step }) => step)).toEqual([0, 5, 10, 12]);
    const rows = await store.readMetrics(id);
    expect(rows.filter(({ type }) => type === 'step')).toHaveLength(12);
  });

  it('writes the texts that decoding from logits read back gives', async () => {
    const { laboratory, events } = newLaboratory(memoryRunStore());
    opened.push(laboratory);
    const runId = await laboratory.startRun(spec, prepared, options);
    laboratory.play();
    await laboratory.settled();
    const sample = events.findLast(({ type }) => type === 'sample');
    let text = '';
    await laboratory.decoding.decode(
      { kind: 'run', runId, step: null },
      { ...spec.decoding, seed: spec.seed, columns: [{ kind: 'top-p', p: 0.9, temperature: 0.8 }] },
      (update) => (text = update.text),
    );
    expect(text.length).toBeGreaterThan(0);
    expect(sample).toMatchObject({ step: 12, text });
  });

  it('continues exactly where an interrupted one was cut', async () => {
    const whole = await uninterrupted();

    const store = memoryRunStore();
    const first = newLaboratory(store);
    const id = await first.laboratory.startRun(spec, prepared, options);
    for (let step = 0; step < 7; step++) await first.laboratory.step();
    // The tab is closed after step 7; a new one finds what was stored.
    const second = newLaboratory(store);
    opened.push(second.laboratory);
    await second.laboratory.resumeRun(id);
    second.laboratory.play();
    await second.laboratory.settled();

    expect([...first.losses(), ...second.losses()]).toEqual(whole.losses());
    expect(second.evaluations().at(-1)).toEqual(whole.evaluations().at(-1));
    const rows = await store.readMetrics(id);
    expect(rows.filter(({ type }) => type === 'step').map(({ step }) => step)).toEqual(
      whole.losses().map(([step]) => step),
    );
  });

  it('has stored all that led to its last checkpoint, whenever the tab is closed', async () => {
    const storage = memoryStorage();
    const { records } = storage;
    const store = new RunStore(storage);
    const gaps: string[] = [];
    let writes = 0;
    const change = records.change.bind(records);
    records.change = async (key, make) => {
      await change(key, make);
      writes++;
      const [record] = (await store.list()).records;
      const last = record.checkpoints.at(-1)?.step ?? 0;
      const steps = (await store.readMetrics(record.id))
        .filter((row) => row.type === 'step' && row.step <= last)
        .map(({ step }) => step);
      if (steps.length !== last) gaps.push(`${key}: ${steps} of ${last}`);
    };
    const { laboratory } = newLaboratory(store);
    await laboratory.startRun(spec, prepared, options);
    laboratory.play();
    await laboratory.settled();
    expect(writes).toBeGreaterThan(8);
    expect(gaps).toEqual([]);
  });

  it('measures a step, paused or on its way, and trains as if it had not', async () => {
    const whole = await uninterrupted();
    const { laboratory, losses } = newLaboratory(memoryRunStore());
    opened.push(laboratory);
    await expect(laboratory.measureStep()).rejects.toMatchObject({ code: 'engine.unmeasured' });
    await laboratory.startRun(spec, prepared, options);
    const first = await laboratory.measureStep();
    expect(first).toMatchObject({ step: 1, tokens: 32, backend: 'wasm', clock: 'thread' });
    expect(losses()).toHaveLength(1);
    laboratory.play();
    const { step, operations, limit, rates } = await laboratory.measureStep();
    expect(step).toBeGreaterThan(1);
    expect(operations.map(({ kind }) => kind)).toEqual(first.operations.map(({ kind }) => kind));
    const limits = operations.map(({ flops, bytes }) =>
      Math.max(flops / rates.flopsPerSecond, bytes / rates.bytesPerSecond),
    );
    expect(limit / 1000).toBeCloseTo(
      limits.reduce((sum, seconds) => sum + seconds, 0),
      9,
    );
    await laboratory.settled();
    expect(losses()).toEqual(whole.losses());
    await expect(laboratory.measureStep()).rejects.toMatchObject({ code: 'engine.unmeasured' });
  });

  it('looks into and decodes the live model and its checkpoints', async () => {
    const { laboratory, events } = await uninterrupted();
    const started = events.find((event) => event.type === 'started');
    const runId = started?.type === 'started' ? started.runId : '';
    const live = { kind: 'run', runId, step: null } as const;
    const inspection = await laboratory.inside.inspect(live, '1 + 2 =');
    const { probabilities, layers, heads, tokens } = inspection;
    expect(probabilities).toHaveLength(layers * heads * tokens.length ** 2);
    // Rows are distributions over the past.
    for (let query = 0; query < tokens.length; query++) {
      const row = probabilities.slice(query * tokens.length, (query + 1) * tokens.length);
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      expect(Math.max(0, ...row.slice(query + 1))).toBe(0);
    }
    const untrained = await laboratory.inside.inspect({ ...live, step: 0 }, '1 + 2 =');
    expect(untrained.step).toBe(0);
    expect([...untrained.probabilities]).not.toEqual([...probabilities]);

    const columns: LabelledUpdate[] = [];
    await laboratory.decoding.decode(live, { ...spec.decoding, prompt: '1 + ' }, (change) => {
      columns[change.column] = applyChange(columns[change.column], change);
    });
    expect(columns).toHaveLength(4);
    for (const { tokens, labels, status } of columns) {
      expect(tokens.length).toBeGreaterThan(0);
      expect(labels).toHaveLength(tokens.length);
      expect(['end-of-text', 'length']).toContain(status);
    }
  });

  it('begins columns with forced ids, beside columns that are decoded for another purpose', async () => {
    const { laboratory, events } = await uninterrupted();
    const started = events.find((event) => event.type === 'started');
    const runId = started?.type === 'started' ? started.runId : '';
    const live = { kind: 'run', runId, step: null } as const;
    const decode = async (forcedIds: number[][], purpose: 'columns' | 'branches') => {
      const columns: LabelledUpdate[] = [];
      const request = { ...spec.decoding, prompt: '1 + ', forcedIds, purpose };
      await laboratory.decoding.decode(live, request, (change) => {
        columns[change.column] = applyChange(columns[change.column], change);
      });
      return columns.map(({ tokens }) => tokens.map(({ id }) => id));
    };
    const free = await decode([], 'columns');
    const forced = free.map((ids) => ids.slice(0, 2));
    const both = await Promise.all([decode([], 'columns'), decode(forced, 'branches')]);
    // Greedy and the samplers; beam search may find another text with this beginning.
    for (const column of [0, 2, 3]) {
      expect(both.map((columns) => columns[column])).toEqual([free[column], free[column]]);
    }
    expect(both[1][1].slice(0, 2)).toEqual(forced[1]);
    await expect(decode([[], [5, 999_999]], 'branches')).rejects.toMatchObject({
      code: 'model.tokenOutOfRange',
    });
  });

  it('survives the loss of its device', async () => {
    const store = memoryRunStore();
    const onGpu = requireSpec({ ...tiny, backend: 'webgpu' });
    const { laboratory, events, losses } = newLaboratory(store);
    await laboratory.startRun(onGpu, prepared, options);
    for (let step = 0; step < 2; step++) await laboratory.step();
    laboratory.loseDevice();
    laboratory.play();
    await laboratory.settled();
    expect(events.find(({ type }) => type === 'recovered')).toMatchObject({ step: 2 });
    expect(losses().map(([step]) => step)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(events.at(-1)).toMatchObject({ type: 'status', status: 'finished', step: 12 });
  });
});
