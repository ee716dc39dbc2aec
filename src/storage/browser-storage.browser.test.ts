/**
 * @file The browser's own storage: what holds in memory must hold in OPFS and IndexedDB too.
 */
import { deleteDB } from 'idb';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { FileSystemBlobs, IndexedDbBlobs, MemoryBlobs, type BlobStore } from './blobs';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint';
import { openDatabase, type LabDatabase } from './database';
import { typed } from './failure';
import { openStorage } from './open';
import { IndexedDbRecords, MemoryRecords, type RecordStore } from './records';
import { openRunStore, RunStore } from './runs';
import { newRun, smallSnapshot } from './testing';
import { deleteText, listTexts, loadText, saveText } from './texts';

const testName = 'llm-lab-test';
let database: LabDatabase;
let folder: FileSystemDirectoryHandle;

beforeEach(async () => {
  database?.close();
  await deleteDB(testName);
  database = await openDatabase(testName);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(testName, { recursive: true }).catch(() => undefined);
  folder = await root.getDirectoryHandle(testName, { create: true });
});

afterAll(async () => {
  database.close();
  await deleteDB(testName);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(testName, { recursive: true });
});

const blobStores: [string, () => BlobStore][] = [
  ['in memory', () => new MemoryBlobs()],
  ['in IndexedDB', () => new IndexedDbBlobs(database)],
  ['in OPFS', () => new FileSystemBlobs(folder)],
];

describe.each(blobStores)('blobs %s', (_, open) => {
  it('are written, read, replaced, listed and removed', async () => {
    const blobs = open();
    await blobs.write('runs/一/checkpoints/5', Uint8Array.of(1, 2, 3));
    await blobs.write('runs/一/tokenizer.json', new Blob(['{}']));
    await blobs.write('runs/b/x', Uint8Array.of(9));
    await blobs.write('runs/一/checkpoints/5', Uint8Array.of(4));
    expect([
      ...new Uint8Array(await (await blobs.read('runs/一/checkpoints/5')).arrayBuffer()),
    ]).toEqual([4]);
    expect(await (await blobs.read('runs/一/tokenizer.json')).text()).toBe('{}');
    expect(await blobs.size('runs/一/checkpoints/5')).toBe(1);
    expect(await blobs.list('runs/一/')).toEqual([
      'runs/一/checkpoints/5',
      'runs/一/tokenizer.json',
    ]);
    await blobs.remove('runs/一/checkpoints/5');
    await blobs.remove('runs/一/checkpoints/5');
    expect(await blobs.list('')).toEqual(['runs/b/x', 'runs/一/tokenizer.json']);
    await expect(blobs.read('runs/一/checkpoints/5')).rejects.toMatchObject({
      code: 'storage.missing',
    });
    await expect(blobs.size('none')).rejects.toMatchObject({ code: 'storage.missing' });
  });

  it('hold large ones', async () => {
    const blobs = open();
    const content = new Uint8Array(8 * 2 ** 20).map((_byte, index) => index % 251);
    await blobs.write('large', content);
    const read = new Uint8Array(await (await blobs.read('large')).arrayBuffer());
    expect(read.every((byte, index) => byte === content[index])).toBe(true);
    expect(read).toHaveLength(content.length);
  });
});

describe('a write to OPFS that does not come to its end', () => {
  it('leaves the old file, or none', async () => {
    const blobs = new FileSystemBlobs(folder);
    await blobs.write('old', Uint8Array.of(1));
    const writables: FileSystemWritableFileStream[] = [];
    for (const name of ['old.blob', 'new.blob']) {
      const handle = await folder.getFileHandle(name, { create: true });
      const writable = await handle.createWritable();
      await writable.write(new Uint8Array(1000));
      writables.push(writable);
    }
    // Not closed: as if the page died here.
    expect(await blobs.size('old')).toBe(1);
    expect(await blobs.list('')).toEqual(['old']);
    await expect(blobs.read('new')).rejects.toMatchObject({ code: 'storage.missing' });
    // What is still being written to is not swept away.
    await blobs.sweep();
    await writables[0].close();
    expect(await blobs.size('old')).toBe(1000);
    await writables[1].abort();
  });

  it('is swept up', async () => {
    const blobs = new FileSystemBlobs(folder);
    await blobs.write('whole', Uint8Array.of(1));
    await folder.getFileHandle('whole.blob.crswap', { create: true });
    await blobs.sweep();
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    expect(names).toEqual(['whole.blob']);
  });
});

describe('errors of the browser', () => {
  it('come out typed', async () => {
    const fail = (name: string) => typed('x', () => Promise.reject(new DOMException('', name)));
    await expect(fail('QuotaExceededError')).rejects.toMatchObject({
      code: 'storage.full',
      values: { name: 'x' },
    });
    await expect(fail('NotFoundError')).rejects.toMatchObject({ code: 'storage.missing' });
    await expect(fail('InvalidStateError')).rejects.toBeInstanceOf(DOMException);
  });
});

const recordStores: [string, () => RecordStore][] = [
  ['in memory', () => new MemoryRecords()],
  ['in IndexedDB', () => new IndexedDbRecords(database)],
];

describe.each(recordStores)('records %s', (_, open) => {
  it('are changed, listed and removed', async () => {
    const records = open();
    const increment = (old: unknown) => (typeof old === 'number' ? old + 1 : 1);
    await Promise.all(Array.from({ length: 20 }, () => records.change('a/1', increment)));
    await records.change('a/2', () => ({ loss: NaN }));
    await records.change('b/1', () => 'b');
    expect(await records.get('a/1')).toBe(20);
    expect(await records.list('a/')).toEqual([
      { key: 'a/1', value: 20 },
      { key: 'a/2', value: { loss: NaN } },
    ]);
    await records.change('a/1', () => undefined);
    expect(await records.keys('a/')).toEqual(['a/2']);
    expect(await records.get('a/1')).toBeUndefined();
  });

  it('stay as they are if a change fails', async () => {
    const records = open();
    await records.change('a', () => 1);
    const failing = records.change('a', () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await records.get('a')).toBe(1);
  });
});

describe('the store of runs', () => {
  it('finds everything again after a reload', async () => {
    const blobs = new FileSystemBlobs(folder);
    const usage = () => Promise.resolve({ used: 0, quota: 0 });
    const before = new RunStore({ records: new IndexedDbRecords(database), blobs, usage });
    const snapshot = smallSnapshot(5);
    const data = { train: Uint16Array.of(1, 2), validation: Uint16Array.of(3) };
    await before.create(newRun('a'));
    await before.saveRunData('a', { tokenizerJson: '{}', data });
    const bytes = encodeCheckpoint(snapshot, { runId: 'a', seed: 1 });
    await before.saveCheckpoint('a', 5, bytes, 2);
    await before.appendMetrics('a', [{ type: 'evaluation', step: 5, validationLoss: 2 }]);
    database.close();

    database = await openDatabase(testName);
    const after = new RunStore({ records: new IndexedDbRecords(database), blobs, usage });
    expect((await after.list()).records).toMatchObject([{ id: 'a', checkpoints: [{ step: 5 }] }]);
    expect(decodeCheckpoint(await after.loadCheckpoint('a', 5), 'a')).toEqual(snapshot);
    expect(await after.loadRunData('a')).toEqual({ tokenizerJson: '{}', data });
    expect(await after.readMetrics('a')).toHaveLength(1);
    await after.delete('a');
    expect(await blobs.list('')).toEqual([]);
    expect(await new IndexedDbRecords(database).keys('')).toEqual([]);
  });

  it('opens in the page, on OPFS, and keeps own texts', async () => {
    const { blobs, usage } = await openStorage();
    expect(blobs).toBeInstanceOf(FileSystemBlobs);
    expect((await usage()).quota).toBeGreaterThan(0);
    expect(await openRunStore()).toBeInstanceOf(RunStore);
    await saveText('browser-test', { name: 'a.txt', blob: new Blob(['text']) });
    expect(await (await loadText('browser-test'))?.blob.text()).toBe('text');
    expect((await listTexts()).map(({ fingerprint }) => fingerprint)).toContain('browser-test');
    await deleteText('browser-test');
    expect(await loadText('browser-test')).toBeNull();
  });
});
