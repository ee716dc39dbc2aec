/** @file Starts and ends the helping threads. */
import { LabError } from '../../base/errors';
import type { ThreadStart } from './thread';

/** More than these rarely help: the matrices of a small model are small. */
const mostThreads = 8;

/** How many can be used here: threads need a shared memory, and so an isolated page. */
export function usableThreads(wanted: number): number {
  if (typeof Worker === 'undefined' || !globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(mostThreads, Math.floor(wanted)));
}

/** Whether this thread may sleep in `Atomics.wait`: a page's own thread may not. */
export function maySleep(): boolean {
  return typeof window === 'undefined';
}

/** @returns the workers, all of them ready */
export async function startThreads(start: Omit<ThreadStart, 'number'>): Promise<Worker[]> {
  const workers = Array.from(
    { length: start.threads - 1 },
    () => new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' }),
  );
  try {
    await Promise.all(
      workers.map((worker, index) => {
        const ready = new Promise((resolve, reject) => {
          worker.onmessage = resolve;
          worker.onerror = ({ message }) =>
            reject(threadError(message || 'a thread did not start'));
        });
        worker.postMessage({ ...start, number: index + 1 } satisfies ThreadStart);
        return ready;
      }),
    );
    return workers;
  } catch (error) {
    workers.forEach((worker) => worker.terminate());
    throw error;
  }
}

function threadError(reason: string): LabError {
  return new LabError('engine.unavailable', { backend: 'wasm', reason });
}
