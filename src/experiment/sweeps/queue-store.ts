/**
 * @file The queue that this browser keeps, a small record for each run. What cannot be read is left out.
 */
import { z } from 'zod';
import { openStorage } from '../../storage/open';
import type { RecordStore } from '../../storage/records';
import { inOrder, mostQueued, queueItemSchema, type QueueItem } from './queue-item';

const folder = 'queue/';
const stateKey = 'queue-state';

const stateSchema = z.object({ isPaused: z.boolean() });

export class QueueStore {
  constructor(private readonly records: RecordStore) {}

  /** In place of what was kept under their ids. @throws LabError `storage.full` */
  async save(items: readonly QueueItem[]): Promise<void> {
    for (const item of items) await this.records.change(folder + item.id, () => item);
  }

  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.records.change(folder + id, () => undefined);
  }

  async list(): Promise<QueueItem[]> {
    const stored = await this.records.list(folder);
    return stored
      .flatMap(({ key, value }) => {
        const parsed = queueItemSchema.safeParse(value);
        return parsed.success && folder + parsed.data.id === key ? [parsed.data] : [];
      })
      .sort(inOrder)
      .slice(0, mostQueued);
  }

  async isPaused(): Promise<boolean> {
    const parsed = stateSchema.safeParse(await this.records.get(stateKey));
    return parsed.success && parsed.data.isPaused;
  }

  async setPaused(isPaused: boolean): Promise<void> {
    await this.records.change(stateKey, () => ({ isPaused }));
  }
}

let opening: Promise<QueueStore | null> | null = null;

/** Null where the browser lets the page store nothing. */
export function openQueueStore(): Promise<QueueStore | null> {
  opening ??= openStorage().then(
    ({ records }) => new QueueStore(records),
    () => null,
  );
  return opening;
}
