import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from './open';
import { memoryRunStore, RunStore, type MetricsRow } from './runs';
import { newRun } from './testing';
import { TextStore } from './texts';
import { thinSteps } from './thinning';

const bytes = (length: number) => new Uint8Array(length).fill(length);
const stepRow = (step: number, trainLoss = step): MetricsRow => ({
  type: 'step',
  step,
  trainLoss,
  learningRate: 0.1,
  gradientNorm: 1,
  tokensPerSecond: 1000,
});
const stepRows = (from: number, to: number, loss?: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => stepRow(from + index, loss));

describe('run records', () => {
  it('are made, changed, renamed and listed, the newest first', async () => {
    const storage = memoryStorage();
    const store = new RunStore(storage);
    await store.create(newRun('a'));
    await store.create({ ...newRun('b'), parentId: 'a' });
    await storage.records.change('runs/a', (old) => ({ ...Object(old), createdAt: 1 }));
    await store.update('a', { status: 'running', step: 7, trainLoss: 2.5 });
    await store.rename('b', 'Second');
    const { records, damaged } = await store.list();
    expect(records.map(({ id, name }) => [id, name])).toEqual([
      ['b', 'Second'],
      ['a', 'Run a'],
    ]);
    expect(damaged).toEqual([]);
    expect(records[0].parentId).toBe('a');
    expect(records[1]).toMatchObject({
      status: 'running',
      step: 7,
      trainLoss: 2.5,
      totalSteps: 100,
    });
    expect((await store.get('a')).spec).toEqual({ version: 1, seed: 3 });
  });

  it('of a diverged run stay readable', async () => {
    const store = memoryRunStore();
    await store.create(newRun('a'));
    await store.update('a', { trainLoss: NaN, validationLoss: Infinity });
    expect((await store.list()).damaged).toEqual([]);
  });

  it('that cannot be read are told, skipped and can be deleted', async () => {
    const storage = memoryStorage();
    const store = new RunStore(storage);
    await store.create(newRun('good'));
    await fc.assert(
      fc.asyncProperty(
        fc.anything().filter((value) => value !== undefined && isCloneable(value)),
        async (value) => {
          await storage.records.change('runs/bad', () => value);
          const { records, damaged } = await store.list();
          expect(records.map(({ id }) => id)).toEqual(['good']);
          expect(damaged).toEqual(['bad']);
          await expect(store.get('bad')).rejects.toMatchObject({ code: 'storage.damaged' });
          await store.delete('bad');
          expect((await store.list()).damaged).toEqual([]);
        },
      ),
    );
  });

  it('are missing after they were deleted, with all that belonged to them', async () => {
    const storage = memoryStorage();
    const store = new RunStore(storage);
    for (const id of ['a', 'ab']) {
      await store.create(newRun(id));
      await store.saveCheckpoint(id, 0, bytes(8), null);
      await store.appendMetrics(id, stepRows(1, 3));
    }
    await store.delete('a');
    await expect(store.get('a')).rejects.toMatchObject({ code: 'storage.missing' });
    await expect(store.update('a', { step: 1 })).rejects.toMatchObject({ code: 'storage.missing' });
    expect(await store.readMetrics('a')).toEqual([]);
    expect(await storage.blobs.list('')).toEqual(['runs/ab/checkpoints/0.safetensors']);
    expect(await store.readMetrics('ab')).toHaveLength(3);
  });
});

describe('checkpoints of a run', () => {
  it('are kept by step', async () => {
    const store = memoryRunStore();
    await store.create(newRun('a'));
    await store.saveCheckpoint('a', 10, bytes(20), 3.5);
    await store.saveCheckpoint('a', 0, bytes(10), null);
    await store.saveCheckpoint('a', 10, bytes(30), 3);
    expect((await store.get('a')).checkpoints).toEqual([
      { step: 0, bytes: 10, validationLoss: null },
      { step: 10, bytes: 30, validationLoss: 3 },
    ]);
    expect(await store.loadCheckpoint('a', 10)).toEqual(bytes(30));
    expect(await store.usage()).toEqual({ used: 40, quota: Infinity });
    await store.deleteCheckpoint('a', 10);
    await expect(store.loadCheckpoint('a', 10)).rejects.toMatchObject({
      code: 'storage.missing',
      values: { name: 'Run a @ 10' },
    });
    expect((await store.get('a')).checkpoints).toHaveLength(1);
  });

  it('are thinned', async () => {
    const store = memoryRunStore();
    await store.create(newRun('a'));
    for (let step = 0; step <= 100; step += 5) {
      await store.saveCheckpoint('a', step, bytes(4), null);
      await store.thinCheckpoints('a', 5);
    }
    const steps = (await store.get('a')).checkpoints.map(({ step }) => step);
    expect(steps).toHaveLength(5);
    for (const step of steps) expect(await store.loadCheckpoint('a', step)).toEqual(bytes(4));
    expect((await store.usage()).used).toBe(20);
  });

  it('stay about evenly spaced however many there have been', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 30 }),
        fc.integer({ min: 1, max: 300 }),
        (keep, count) => {
          let steps: number[] = [];
          for (let step = 0; step < count; step++) steps = thinSteps([...steps, step], keep);
          expect(steps).toHaveLength(Math.min(keep, count));
          expect(steps[0]).toBe(0);
          expect(steps.at(-1)).toBe(count - 1);
          const gaps = steps.slice(1).map((step, index) => step - steps[index]);
          // Even gaps would be (count − 1) / (keep − 1).
          expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(
            Math.max(1, (4 * (count - 1)) / (keep - 1)),
          );
        },
      ),
    );
  });
});

describe('the history of a run', () => {
  it('comes back in order, however it was appended', async () => {
    const store = memoryRunStore();
    const evaluation: MetricsRow = { type: 'evaluation', step: 0, validationLoss: 5 };
    const dynamics: MetricsRow = {
      type: 'dynamics',
      step: 10,
      parts: [{ part: 'layers.0.attention', gradient: NaN, weights: 2, update: 0.002 }],
      activations: [
        { place: 'embedding.sum', mean: 0, deviation: 1, units: null },
        {
          ...{ place: 'layers.0.feedForward.hidden', mean: 0, deviation: 1 },
          units: { saturated: 0.5, dead: 0.1 },
        },
      ],
    };
    const sample: MetricsRow = { type: 'sample', step: 10, prompt: '1 +', text: ' 2' };
    await store.appendMetrics('a', [evaluation]);
    await store.appendMetrics('a', [...stepRows(1, 10), dynamics, sample]);
    await store.appendMetrics('a', []);
    await store.appendMetrics('a', stepRows(11, 1000));
    expect(await store.readMetrics('a')).toEqual([
      evaluation,
      ...stepRows(1, 10),
      dynamics,
      sample,
      ...stepRows(11, 1000),
    ]);
  });

  it('is one line: what is done again replaces what was there', async () => {
    const store = memoryRunStore();
    await store.appendMetrics('a', stepRows(1, 10, 1));
    await store.appendMetrics('a', stepRows(11, 20, 1));
    await store.appendMetrics('a', stepRows(21, 30, 1));
    await store.appendMetrics('a', stepRows(16, 25, 2));
    expect(await store.readMetrics('a')).toEqual([...stepRows(1, 15, 1), ...stepRows(16, 25, 2)]);
  });

  it('keeps NaN and leaves out what cannot be read', async () => {
    const storage = memoryStorage();
    const store = new RunStore(storage);
    await store.appendMetrics('a', [stepRow(1, NaN)]);
    await storage.records.change('metrics/a/000000000002', () => [{ type: 'step' }, stepRow(2), 5]);
    await storage.records.change('metrics/a/000000000003', () => 'nothing');
    expect(await store.readMetrics('a')).toEqual([stepRow(1, NaN), stepRow(2)]);
  });
});

describe('the data of a run', () => {
  const data = { train: Uint16Array.of(1, 2, 65535), validation: Uint16Array.of(0) };

  it('comes back as it was', async () => {
    const store = memoryRunStore();
    await store.create(newRun('a'));
    await store.saveRunData('a', { tokenizerJson: '{"字":1}', data });
    expect(await store.loadRunData('a')).toEqual({ tokenizerJson: '{"字":1}', data });
  });

  it('is missing or damaged by name', async () => {
    const storage = memoryStorage();
    const store = new RunStore(storage);
    await store.create(newRun('a'));
    const named = { values: { name: 'Run a' } };
    await expect(store.loadRunData('a')).rejects.toMatchObject({
      code: 'storage.missing',
      ...named,
    });
    await store.saveRunData('a', { tokenizerJson: '{}', data });
    await storage.blobs.write('runs/a/tokens.bin', bytes(9));
    await expect(store.loadRunData('a')).rejects.toMatchObject({ code: 'storage.damaged' });
  });
});

describe('own texts', () => {
  it('are kept by fingerprint', async () => {
    const texts = new TextStore(memoryStorage());
    await texts.save('f1', { name: 'poem.txt', blob: new Blob(['床前明月光']) });
    await texts.save('f2', { name: 'many', kind: 'jsonl', blob: new Blob(['b']) });
    const found = await texts.load('f1');
    expect(found).toMatchObject({ name: 'poem.txt', kind: undefined });
    expect(await texts.load('f2')).toMatchObject({ name: 'many', kind: 'jsonl' });
    expect(await found?.blob.text()).toBe('床前明月光');
    expect((await texts.list()).map(({ name, bytes: size }) => [name, size])).toEqual(
      expect.arrayContaining([
        ['poem.txt', 15],
        ['many', 1],
      ]),
    );
    await texts.delete('f1');
    expect(await texts.load('f1')).toBeNull();
    expect((await texts.list()).map(({ fingerprint }) => fingerprint)).toEqual(['f2']);
  });

  it('of which a part is missing are not given out', async () => {
    const storage = memoryStorage();
    const texts = new TextStore(storage);
    await texts.save('f', { name: 'a.txt', blob: new Blob(['whole']) });
    await storage.blobs.write('texts/f', bytes(2));
    expect(await texts.load('f')).toBeNull();
  });
});

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
