/**
 * @file A run and the browser's store: what is kept when it begins, and what it goes on from.
 */
import { LabError } from '../base/errors';
import { decodeCheckpoint } from '../storage/checkpoint';
import type { RunStore } from '../storage/runs';
import type { TrainerSnapshot } from '../training/config';
import type { PreparedData } from './prepare';
import type { Run, StartOptions } from './run';
import { requireSpec, type Spec } from './spec';

/** A record of a run before its first step, and the data that it needs to go on. */
export async function keepNewRun(
  store: RunStore,
  run: Run,
  prepared: PreparedData,
  { name, textName, parentId, sweep }: StartOptions,
): Promise<void> {
  await store.create({
    id: run.id,
    name,
    spec: run.spec,
    totalSteps: run.spec.training.steps,
    vocabularySize: run.tokenizer.vocabularySize,
    charactersPerToken: run.charactersPerToken,
    parentId,
    sweep,
    textName,
    backend: run.backend,
    precision: run.precision,
  });
  await store.saveRunData(run.id, prepared);
}

export interface StoredRun {
  spec: Spec;
  prepared: PreparedData;
  snapshot: TrainerSnapshot;
}

/** A run at its last checkpoint. @throws LabError `storage.*`, `spec.invalid` */
export async function loadStoredRun(store: RunStore, id: string): Promise<StoredRun> {
  const record = await store.get(id);
  const spec = requireSpec(record.spec);
  const last = record.checkpoints.at(-1);
  if (!last) throw new LabError('storage.missing', { name: record.name });
  const snapshot = decodeCheckpoint(await store.loadCheckpoint(id, last.step), record.name);
  return { spec, prepared: await store.loadRunData(id), snapshot };
}
