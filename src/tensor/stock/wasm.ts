/**
 * @file TensorFlow.js's own WASM backend, on one thread: what is left when the SIMD kernels cannot be
 * used. The binaries come from the page's own origin.
 */
import * as tf from '@tensorflow/tfjs-core';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { StockMachine } from './machine';

export async function startStockWasm(): Promise<StockMachine> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // Relative to this script, also where the page lives under a path.
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  wasm.setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plainUrl),
    'tfjs-backend-wasm-simd.wasm': absolute(simdUrl),
    // Never loaded without threads, but refused if it has no path.
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(simdUrl),
  });
  await tf.setBackend('wasm');
  return new StockMachine();
}
