/**
 * @file A person's own texts (pasted or dropped), kept by fingerprint so that a spec that names one
 * can be used again after a reload.
 */
import { z } from 'zod';
import { openStorage, type Storage } from './open';

const textSchema = z.object({ name: z.string(), bytes: z.int().min(0), savedAt: z.number() });

export interface KeptText {
  fingerprint: string;
  name: string;
  bytes: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

const keyOf = (fingerprint: string) => `texts/${fingerprint}`;

export class TextStore {
  constructor(private readonly storage: Pick<Storage, 'records' | 'blobs'>) {}

  /** @param blob not empty @throws LabError `storage.full` */
  async save(fingerprint: string, name: string, blob: Blob): Promise<void> {
    await this.storage.blobs.write(keyOf(fingerprint), blob);
    const record = { name, bytes: blob.size, savedAt: Date.now() };
    await this.storage.records.change(keyOf(fingerprint), () => record);
  }

  /** Null if it is not kept here, not any more, or not whole. */
  async load(fingerprint: string): Promise<{ name: string; blob: Blob } | null> {
    const record = textSchema.safeParse(await this.storage.records.get(keyOf(fingerprint)));
    const blob = await this.storage.blobs.read(keyOf(fingerprint)).catch(() => null);
    if (!record.success || blob?.size !== record.data.bytes) return null;
    return { name: record.data.name, blob };
  }

  /** The newest first. */
  async list(): Promise<KeptText[]> {
    const stored = await this.storage.records.list('texts/');
    return stored
      .flatMap(({ key, value }) => {
        const record = textSchema.safeParse(value);
        const fingerprint = key.slice('texts/'.length);
        return record.success ? [{ fingerprint, ...record.data }] : [];
      })
      .sort((one, other) => other.savedAt - one.savedAt);
  }

  async delete(fingerprint: string): Promise<void> {
    await this.storage.records.change(keyOf(fingerprint), () => undefined);
    await this.storage.blobs.remove(keyOf(fingerprint));
  }
}

async function open(): Promise<TextStore> {
  return new TextStore(await openStorage());
}

/** @throws LabError `storage.full`, `storage.unavailable` */
export async function saveText(fingerprint: string, name: string, blob: Blob): Promise<void> {
  await (await open()).save(fingerprint, name, blob);
}

/** @throws LabError `storage.unavailable` */
export async function loadText(fingerprint: string): Promise<{ name: string; blob: Blob } | null> {
  return (await open()).load(fingerprint);
}

/** @throws LabError `storage.unavailable` */
export async function listTexts(): Promise<KeptText[]> {
  return (await open()).list();
}

/** @throws LabError `storage.unavailable` */
export async function deleteText(fingerprint: string): Promise<void> {
  await (await open()).delete(fingerprint);
}
