/**
 * @file Runs: a record, a history, checkpoints and the data that a run needs to go on without its
 * text. Small things are records, big things blobs. A record that cannot be read is told and can be
 * deleted; it never stands in the way of the others.
 */
import { LabError } from '../base/errors';
import type { TokenData } from '../text/types';
import { readBytes, type BlobStore } from './blobs';
import { appendMetrics, deleteMetrics, readMetrics } from './metrics';
import { memoryStorage, openStorage, type Storage, type Usage } from './open';
import {
  runRecordSchema,
  type MetricsRow,
  type NewRun,
  type RunChange,
  type RunRecord,
} from './run-record';
import { thinSteps } from './thinning';
import { decodeTokenData, encodeTokenData } from './token-data';

export type { MetricsRow, NewRun, RunChange, RunRecord } from './run-record';

/** What a run depends on besides its spec. */
export interface RunData {
  tokenizerJson: string;
  data: TokenData;
}

const keyOf = (runId: string) => `runs/${runId}`;
const folderOf = (runId: string) => `runs/${runId}/`;
const checkpointPath = (runId: string, step: number) =>
  `${folderOf(runId)}checkpoints/${step}.safetensors`;
const tokenizerPath = (runId: string) => `${folderOf(runId)}tokenizer.json`;
const tokensPath = (runId: string) => `${folderOf(runId)}tokens.bin`;

/** All methods may throw LabError `storage.full`, `storage.missing` and `storage.damaged`. */
export class RunStore {
  private readonly blobs: BlobStore;

  constructor(private readonly storage: Storage) {
    this.blobs = storage.blobs;
  }

  /** A record for a run before its first step, with status `paused`. */
  async create(run: NewRun): Promise<RunRecord> {
    const now = Date.now();
    const record: RunRecord = {
      ...run,
      createdAt: now,
      updatedAt: now,
      status: 'paused',
      step: 0,
      validationLoss: null,
      trainLoss: null,
      checkpoints: [],
    };
    await this.storage.records.change(keyOf(run.id), () => record);
    return record;
  }

  async update(id: string, change: RunChange): Promise<void> {
    await this.changeRecord(id, (record) => ({ ...record, ...change }));
  }

  async rename(id: string, name: string): Promise<void> {
    await this.update(id, { name });
  }

  async get(id: string): Promise<RunRecord> {
    return requireRecord(await this.storage.records.get(keyOf(id)), id);
  }

  /** The newest first; `damaged` are the ids of records that cannot be read. */
  async list(): Promise<{ records: RunRecord[]; damaged: string[] }> {
    const records: RunRecord[] = [];
    const damaged: string[] = [];
    for (const { key, value } of await this.storage.records.list('runs/')) {
      const parsed = runRecordSchema.safeParse(value);
      const id = key.slice('runs/'.length);
      if (parsed.success && parsed.data.id === id) records.push(parsed.data);
      else damaged.push(id);
    }
    records.sort((one, other) => other.createdAt - one.createdAt);
    return { records, damaged };
  }

  /** With all that belongs to it. The record goes last: what is interrupted can be done again. */
  async delete(id: string): Promise<void> {
    for (const path of await this.blobs.list(folderOf(id))) await this.blobs.remove(path);
    await deleteMetrics(this.storage.records, id);
    await this.storage.records.change(keyOf(id), () => undefined);
  }

  /** Rows from the first new step on replace what is stored of these steps. */
  async appendMetrics(id: string, rows: readonly MetricsRow[]): Promise<void> {
    await appendMetrics(this.storage.records, id, rows);
  }

  /** By step. Rows that cannot be read are left out. */
  async readMetrics(id: string): Promise<MetricsRow[]> {
    return readMetrics(this.storage.records, id);
  }

  /** One at the same step is replaced. */
  async saveCheckpoint(
    id: string,
    step: number,
    bytes: Uint8Array<ArrayBuffer>,
    validationLoss: number | null,
  ): Promise<void> {
    const { name } = await this.get(id);
    await named(`${name} @ ${step}`, () => this.blobs.write(checkpointPath(id, step), bytes));
    const checkpoint = { step, bytes: bytes.length, validationLoss };
    await this.changeRecord(id, (record) => ({
      ...record,
      checkpoints: [...withoutStep(record, step), checkpoint].sort(
        (one, other) => one.step - other.step,
      ),
    }));
  }

  async loadCheckpoint(id: string, step: number): Promise<Uint8Array<ArrayBuffer>> {
    const { name } = await this.get(id);
    return named(`${name} @ ${step}`, () => readBytes(this.blobs, checkpointPath(id, step)));
  }

  async deleteCheckpoint(id: string, step: number): Promise<void> {
    // First the record: it must not promise what is gone.
    await this.changeRecord(id, (record) => ({
      ...record,
      checkpoints: withoutStep(record, step),
    }));
    await this.blobs.remove(checkpointPath(id, step));
  }

  /** Keeps the first, the last and about evenly spaced ones between, `keep` (at least 2) in all. */
  async thinCheckpoints(id: string, keep: number): Promise<void> {
    const steps = (await this.get(id)).checkpoints.map(({ step }) => step);
    const kept = new Set(thinSteps(steps, keep));
    for (const step of steps) {
      if (!kept.has(step)) await this.deleteCheckpoint(id, step);
    }
  }

  async saveRunData(id: string, { tokenizerJson, data }: RunData): Promise<void> {
    const { name } = await this.get(id);
    await named(name, async () => {
      await this.blobs.write(tokenizerPath(id), new TextEncoder().encode(tokenizerJson));
      await this.blobs.write(tokensPath(id), encodeTokenData(data));
    });
  }

  async loadRunData(id: string): Promise<RunData> {
    const { name } = await this.get(id);
    return named(name, async () => {
      const tokenizerJson = await (await this.blobs.read(tokenizerPath(id))).text();
      const data = decodeTokenData(await readBytes(this.blobs, tokensPath(id)), name);
      return { tokenizerJson, data };
    });
  }

  /** Of everything that this page stores, as far as the browser tells. */
  async usage(): Promise<Usage> {
    return this.storage.usage();
  }

  private async changeRecord(id: string, change: (record: RunRecord) => RunRecord): Promise<void> {
    await this.storage.records.change(keyOf(id), (old) => ({
      ...change(requireRecord(old, id)),
      updatedAt: Date.now(),
    }));
  }
}

function requireRecord(value: unknown, id: string): RunRecord {
  if (value === undefined) throw new LabError('storage.missing', { name: id });
  const parsed = runRecordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reason = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new LabError('storage.damaged', { name: id, reason });
}

function withoutStep({ checkpoints }: RunRecord, step: number) {
  return checkpoints.filter((checkpoint) => checkpoint.step !== step);
}

/** Storage errors name the run, not the path of a file. */
async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new LabError(error.code, { ...error.values, name });
  }
}

/** The browser's runs. @throws LabError `storage.unavailable` */
export async function openRunStore(): Promise<RunStore> {
  return new RunStore(await openStorage());
}

/** For tests, and where nothing may be kept. */
export function memoryRunStore(): RunStore {
  return new RunStore(memoryStorage());
}
