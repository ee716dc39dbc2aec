/**
 * @file Times the operations of a step: each has a pass of its own with timestamps around it. Those
 * that are too short for the clock are done again behind the run, as often as it takes: they fill the
 * same memory anew, which holds nothing between two runs. Without timestamps each operation is
 * submitted alone and waited for.
 */
import { clockResolution } from '../clock';
import type { StepProfile } from '../profile';
import { encodeDispatches, type ReadyDispatch } from './dispatches';
import type { Gpu } from './gpu';
import { durations, resolutionOf, Timestamps } from './timestamps';

/** The dispatches of one operation. */
export interface OperationDispatches {
  dispatches: readonly ReadyDispatch[];
  /** Whether it may be done again: it writes to no store. */
  isRepeatable: boolean;
}

export interface Times extends Omit<StepProfile, 'operations'> {
  /** Milliseconds of each operation. */
  operations: number[];
}

/** An operation is timed well over so many readings of the clock that differ. */
const enoughReadings = 20;
const mostRepetitions = 256;
/** Milliseconds; browsers round no coarser. */
const coarsest = 0.1;

/**
 * Runs the operations once.
 * @param started when the run began: its whole time ends when the device has done everything
 * @param finish adds the commands behind the operations
 */
export async function timeOperations(
  gpu: Gpu,
  operations: readonly OperationDispatches[],
  { started, finish }: { started: number; finish: (encoder: GPUCommandEncoder) => void },
): Promise<Times> {
  const { device } = gpu;
  if (!device.features.has('timestamp-query')) {
    const times = await waitForEach(gpu, operations);
    const encoder = device.createCommandEncoder();
    finish(encoder);
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    const milliseconds = performance.now() - started;
    return {
      clock: 'waiting',
      resolution: clockResolution(),
      milliseconds,
      operations: times,
    };
  }
  const timestamps = await timePasses(gpu, operations, finish);
  const milliseconds = performance.now() - started;
  const once = durations(timestamps);
  const resolution = resolutionOf(timestamps);
  const times = await repeatShort(gpu, operations, once, resolution);
  return { clock: 'device', resolution, milliseconds, operations: times };
}

/** One pass for each. @returns begin and end of each in nanoseconds */
async function timePasses(
  gpu: Gpu,
  operations: readonly OperationDispatches[],
  finish: (encoder: GPUCommandEncoder) => void = () => undefined,
): Promise<BigUint64Array> {
  const timestamps = new Timestamps(gpu, operations.length);
  try {
    const encoder = gpu.device.createCommandEncoder({ label: 'a measurement' });
    operations.forEach(({ dispatches }, at) => {
      const pass = encoder.beginComputePass({ timestampWrites: timestamps.writesOf(at) });
      encodeDispatches(pass, dispatches);
      pass.end();
    });
    finish(encoder);
    const read = timestamps.resolve(encoder);
    gpu.device.queue.submit([encoder.finish()]);
    return await read();
  } finally {
    timestamps.dispose();
  }
}

async function repeatShort(
  gpu: Gpu,
  operations: readonly OperationDispatches[],
  once: readonly number[],
  resolution: number,
): Promise<number[]> {
  const times = [...once];
  const grain = resolution > 0 ? Math.min(resolution, coarsest) : coarsest;
  const repeated = operations.flatMap(({ dispatches, isRepeatable }, at) => {
    // A time of 0 may be any below one grain.
    const wanted = Math.ceil((enoughReadings * grain) / Math.max(once[at], grain / 8));
    const count = Math.min(mostRepetitions, wanted);
    return isRepeatable && count > 1 ? [{ dispatches, at, count }] : [];
  });
  if (repeated.length === 0) return times;
  const timestamps = await timePasses(
    gpu,
    repeated.map(({ dispatches, count }) => ({
      dispatches: Array.from({ length: count }, () => dispatches).flat(),
      isRepeatable: true,
    })),
  );
  durations(timestamps).forEach((milliseconds, index) => {
    const { at, count } = repeated[index];
    times[at] = milliseconds / count;
  });
  return times;
}

async function waitForEach(
  { device }: Gpu,
  operations: readonly OperationDispatches[],
): Promise<number[]> {
  const times: number[] = [];
  // What was asked for before is none of the first one's time.
  await device.queue.onSubmittedWorkDone();
  for (const { dispatches } of operations) {
    const started = performance.now();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    encodeDispatches(pass, dispatches);
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    times.push(performance.now() - started);
  }
  return times;
}
