/**
 * @file A person's own texts (pasted or dropped), kept by fingerprint so that a spec that names one
 * can be used again after a reload. Many files are kept as the one text that was made of them.
 */
import { z } from 'zod';
import { openStorage, type Storage } from './open';

/** How a kept text is written; texts of before there were kinds have the one of their name. */
const kinds = ['plain', 'jsonl'] as const;
type Kind = (typeof kinds)[number];

const textSchema = z.object({
  name: z.string(),
  kind: z.enum(kinds).optional(),
  bytes: z.int().min(0),
  savedAt: z.number(),
});

/** What is kept of a text; `blob` is not empty. */
export interface TextToKeep {
  name: string;
  kind?: Kind;
  blob: Blob;
}

export interface KeptText {
  fingerprint: string;
  name: string;
  kind?: Kind;
  bytes: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

const keyOf = (fingerprint: string) => `texts/${fingerprint}`;

export class TextStore {
  constructor(private readonly storage: Pick<Storage, 'records' | 'blobs'>) {}

  /** @throws LabError `storage.full` */
  async save(fingerprint: string, { name, kind, blob }: TextToKeep): Promise<void> {
    await this.storage.blobs.write(keyOf(fingerprint), blob);
    const record = { name, kind, bytes: blob.size, savedAt: Date.now() };
    await this.storage.records.change(keyOf(fingerprint), () => record);
  }

  /** Null if it is not kept here, not any more, or not whole. */
  async load(fingerprint: string): Promise<TextToKeep | null> {
    const record = textSchema.safeParse(await this.storage.records.get(keyOf(fingerprint)));
    const blob = await this.storage.blobs.read(keyOf(fingerprint)).catch(() => null);
    if (!record.success || blob?.size !== record.data.bytes) return null;
    return { name: record.data.name, kind: record.data.kind, blob };
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
export async function saveText(fingerprint: string, text: TextToKeep): Promise<void> {
  await (await open()).save(fingerprint, text);
}

/** @throws LabError `storage.unavailable` */
export async function loadText(fingerprint: string): Promise<TextToKeep | null> {
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
