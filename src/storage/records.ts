/**
 * @file A place for small records: a map from string keys to plain values, in IndexedDB or in memory.
 * What it gives back is `unknown`: whoever reads it checks it.
 */
import { keysWith, type LabDatabase } from './database';
import { typed } from './failure';

export interface RecordStore {
  get(key: string): Promise<unknown>;
  /**
   * Replaces a value by what `change` makes of the old one (undefined if there is none), without
   * anything coming between. A change to undefined removes it.
   * @throws LabError `storage.full`, and what `change` throws; then nothing is changed
   */
  change(key: string, change: (old: unknown) => unknown): Promise<void>;
  /** In the order of the keys (UTF-16 code units). */
  list(prefix: string): Promise<{ key: string; value: unknown }[]>;
  keys(prefix: string): Promise<string[]>;
}

export class MemoryRecords implements RecordStore {
  private readonly values = new Map<string, unknown>();

  async get(key: string): Promise<unknown> {
    return structuredClone(this.values.get(key));
  }

  async change(key: string, change: (old: unknown) => unknown): Promise<void> {
    // Nothing is awaited here, so nothing can come between.
    const value = structuredClone(change(structuredClone(this.values.get(key))));
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
  }

  async list(prefix: string) {
    const keys = await this.keys(prefix);
    return keys.map((key) => ({ key, value: structuredClone(this.values.get(key)) }));
  }

  async keys(prefix: string): Promise<string[]> {
    return [...this.values.keys()].filter((key) => key.startsWith(prefix)).sort();
  }
}

export class IndexedDbRecords implements RecordStore {
  constructor(private readonly database: LabDatabase) {}

  get(key: string): Promise<unknown> {
    return this.database.get('records', key);
  }

  change(key: string, change: (old: unknown) => unknown): Promise<void> {
    return typed(key, async () => {
      const transaction = this.database.transaction('records', 'readwrite');
      const work = async () => {
        const value = change(await transaction.store.get(key));
        if (value === undefined) await transaction.store.delete(key);
        else await transaction.store.put(value, key);
      };
      try {
        await work();
      } catch (error) {
        transaction.abort();
        await transaction.done.catch(() => undefined);
        throw error;
      }
      await transaction.done;
    });
  }

  async list(prefix: string) {
    const transaction = this.database.transaction('records');
    const [keys, values] = await Promise.all([
      transaction.store.getAllKeys(keysWith(prefix)),
      transaction.store.getAll(keysWith(prefix)),
    ]);
    return keys.map((key, index) => ({ key, value: values[index] }));
  }

  keys(prefix: string): Promise<string[]> {
    return this.database.getAllKeys('records', keysWith(prefix));
  }
}
