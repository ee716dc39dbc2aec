/**
 * @file A checkpoint: everything that is needed to go on training exactly, as one safetensors file.
 * Weights are `model.<name>`, what the optimiser keeps is `optimizer.<state>.<name>` (AdamW's states
 * are firstMoment and secondMoment); any safetensors reader can open it. A checksum over metadata,
 * shapes and values is verified when it is read.
 */
import { z } from 'zod';
import type { NamedArrays } from '../base/arrays';
import { LabError } from '../base/errors';
import { crc32 } from '../base/checksum';
import { readSafetensors, writeSafetensors, type Metadata } from './safetensors';

/** What the trainer gives and takes (the same as its `TrainerSnapshot`). */
export interface Snapshot {
  step: number;
  parameters: NamedArrays;
  /** By state, whose name has no dot, and parameter. */
  optimizer: Record<string, NamedArrays>;
}

const formatVersion = '1';
const modelPrefix = 'model.';
const optimizerPrefix = 'optimizer.';

const metadataSchema = z.object({
  format: z.literal(formatVersion),
  step: z.coerce.number().int().min(0),
  checksum: z.string(),
});

/** @param about is kept in the file, for whoever opens it elsewhere */
export function encodeCheckpoint(
  snapshot: Snapshot,
  about: { runId: string; seed: number },
): Uint8Array<ArrayBuffer> {
  const tensors: NamedArrays = {
    ...withPrefix(modelPrefix, snapshot.parameters),
  };
  for (const [state, arrays] of Object.entries(snapshot.optimizer)) {
    Object.assign(tensors, withPrefix(`${optimizerPrefix}${state}.`, arrays));
  }
  const metadata = {
    format: formatVersion,
    step: `${snapshot.step}`,
    runId: about.runId,
    seed: `${about.seed}`,
  };
  return writeSafetensors(tensors, { ...metadata, checksum: checksum(tensors, metadata) });
}

/**
 * @param name for the message
 * @throws LabError `storage.damaged`
 */
export function decodeCheckpoint(file: Uint8Array, name: string): Snapshot {
  const damaged = (reason: string) => new LabError('storage.damaged', { name, reason });
  const { tensors, metadata } = readSafetensors(file, name);
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) throw damaged('it is not a checkpoint of this lab');
  const { checksum: expected, ...rest } = metadata;
  if (checksum(tensors, rest) !== expected) throw damaged('its checksum is wrong');
  return {
    step: parsed.data.step,
    parameters: withoutPrefix(modelPrefix, tensors),
    optimizer: statesIn(withoutPrefix(optimizerPrefix, tensors)),
  };
}

/** From `<state>.<name>` to the arrays of each state by name. */
function statesIn(arrays: NamedArrays): Record<string, NamedArrays> {
  const states = Object.keys(arrays).map((name) => name.slice(0, name.indexOf('.')));
  return Object.fromEntries(
    states.map((state) => [state, withoutPrefix(`${state}.`, arrays)] as const),
  );
}

function withPrefix(prefix: string, arrays: NamedArrays): NamedArrays {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [prefix + name, array] as const),
  );
}

function withoutPrefix(prefix: string, arrays: NamedArrays): NamedArrays {
  return Object.fromEntries(
    Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), array] as const),
  );
}

function checksum(tensors: NamedArrays, metadata: Metadata): string {
  const shapes = Object.entries(tensors).map(([name, { shape }]) => [name, shape]);
  let sum = crc32(new TextEncoder().encode(JSON.stringify([metadata, shapes])));
  for (const { data } of Object.values(tensors)) {
    sum = crc32(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), sum);
  }
  return sum.toString(16).padStart(8, '0');
}
