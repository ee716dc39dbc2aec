/**
 * @file A helping thread: a worker that takes its share of every run and sleeps in between. It never
 * returns to its event loop; whoever started it ends it.
 */
import { instantiate } from './module';

export interface ThreadStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** From 1; 0 is the thread that calls `run`. */
  number: number;
  threads: number;
  /** Number of runs that were over when it was started. */
  lastRun: number;
}

addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => {
  const kernels = instantiate(data.module, data.memory);
  kernels.prepare(data.threads, 1);
  postMessage('ready');
  kernels.help(data.number, data.lastRun);
});
