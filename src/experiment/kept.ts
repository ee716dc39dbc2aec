/**
 * @file What the browser keeps for the lab: runs, and a person's own texts. Where nothing may be
 * stored (private windows, old browsers) the lab works all the same and keeps nothing.
 */
import { loadAdapterNote, saveAdapterNote } from '../storage/adapter-notes';
import { openRunStore, type RunStore } from '../storage/runs';
import { loadText, saveText } from '../storage/texts';
import type { AdapterNotes } from '../tensor/webgpu/choose-kernels';
import {
  fileSource,
  openFiles,
  type FileSource,
  type NamedFile,
  type OpenFilesOptions,
} from '../text/reading';
import type { FindOwnText } from './prepare';

let opening: Promise<RunStore | null> | null = null;

/** The store of runs; null where the browser lets the page store nothing. */
export function openStoreIfPossible(): Promise<RunStore | null> {
  opening ??= openRunStore().catch(() => null);
  return opening;
}

export const adapterNotes: AdapterNotes = { load: loadAdapterNote, save: saveAdapterNote };

const lockName = (runId: string) => `run-${runId}`;

/** Marks a run as being trained in this tab, until the returned function is called. */
export function holdRun(runId: string): () => void {
  let release = () => {};
  if (!('locks' in navigator)) return release;
  const released = new Promise<void>((resolve) => (release = resolve));
  void navigator.locks.request(lockName(runId), { ifAvailable: true }, () => released);
  return () => release();
}

/** Whether any tab trains this run now. */
export async function isRunHeld(runId: string): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === lockName(runId));
}

const queueLock = 'queue';

/**
 * Works on the queue of experiments, in one tab at a time.
 * @param onWait called if another tab works on it; then `work` begins when that one is done or closed
 */
export async function holdingQueue(work: () => Promise<void>, onWait: () => void): Promise<void> {
  if (!('locks' in navigator)) return work();
  const isDone = await navigator.locks.request(queueLock, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
  if (isDone) return;
  onWait();
  await navigator.locks.request(queueLock, work);
}

export const findKeptText: FindOwnText = async ({ fingerprint, name }) => {
  const kept = fingerprint === '' ? null : await loadText(fingerprint).catch(() => null);
  return kept ? fileSource(kept.blob, kept.name || name, kept.kind) : null;
};

/** Keeps an own text for the next visit; that it cannot be kept is no reason to refuse it now. */
export async function keepText(fingerprint: string, source: FileSource): Promise<void> {
  const { name, kind, file: blob } = source;
  await saveText(fingerprint, { name, kind, blob }).catch(() => undefined);
}

/** Files that a person chose, as they reach the text worker. */
export interface OwnFiles {
  files: readonly NamedFile[];
  /** Of tables: the column with the text; empty to let the lab choose. */
  column: string;
}

/** @throws LabError `text.*` if none of them can be read, `cancelled` */
export function openOwnFiles(own: OwnFiles, options: OpenFilesOptions): Promise<FileSource> {
  return openFiles(own.files, { ...options, column: own.column });
}
