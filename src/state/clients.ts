/**
 * @file The page's ends of the two workers, each started when it is first used.
 */
import * as Comlink from 'comlink';
import type { ComputeWorker, OnProgress, TextWorker } from '../workers/protocol';
import { installErrorTransfer } from '../workers/transfer';

installErrorTransfer();

let text: Comlink.Remote<TextWorker> | null = null;
let compute: Comlink.Remote<ComputeWorker> | null = null;

export function textWorker(): Comlink.Remote<TextWorker> {
  text ??= Comlink.wrap<TextWorker>(
    new Worker(new URL('../workers/text.worker.ts', import.meta.url), { type: 'module' }),
  );
  return text;
}

/** TensorFlow.js loads in here, so only once a model is needed. */
export function computeWorker(): Comlink.Remote<ComputeWorker> {
  if (!compute) {
    compute = Comlink.wrap<ComputeWorker>(
      new Worker(new URL('../workers/compute.worker.ts', import.meta.url), { type: 'module' }),
    );
    void compute.configure(new URL('models/', document.baseURI).href);
  }
  return compute;
}

export function progressProxy(onProgress: OnProgress) {
  return Comlink.proxy(onProgress);
}
