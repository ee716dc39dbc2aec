/**
 * @file The WASM backend: SIMD where the processor has it, threads where the page is cross-origin
 * isolated. The binaries come from the page's own origin.
 */
import * as tf from '@tensorflow/tfjs-core';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { installFastMatMul } from './wasm-matmul';

export interface WasmFacts {
  simd: boolean;
  /** At most half of the logical cores (TensorFlow.js's rule); 1 where the page is not isolated. */
  threads: number;
  /** Whether the page is cross-origin isolated, which threads need. */
  isolated: boolean;
}

/** More threads than this only wait for each other on matrices of this size. */
const mostThreads = 8;

let isConfigured = false;

export async function startWasm(): Promise<WasmFacts> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // Relative to this script, also where the page lives under a path.
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  if (!isConfigured) {
    isConfigured = true;
    wasm.setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(plainUrl),
      'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedUrl),
    });
    wasm.setThreadsCount(Math.min(navigator.hardwareConcurrency, mostThreads));
    installFastMatMul(wasm.BackendWasm);
  }
  await tf.setBackend('wasm');
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const threaded = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  const isolated = globalThis.crossOriginIsolated === true;
  return {
    simd: simd === true,
    threads: simd === true && threaded === true && isolated ? wasm.getThreadsCount() : 1,
    isolated,
  };
}
