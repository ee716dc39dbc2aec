/**
 * @file TensorFlow.js's own WebGPU backend on a given device: what is left when the fused kernels
 * cannot be used on it.
 */
import * as tf from '@tensorflow/tfjs-core';
import { StockMachine } from './machine';

export async function startStockWebGpu(
  device: GPUDevice,
  info: GPUAdapterInfo,
): Promise<StockMachine> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  removeOldBackend();
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, info), 2);
  await tf.setBackend('webgpu');
  return new StockMachine();
}

/** A backend on a lost device may fail while it clears up; nothing of it is needed any more. */
function removeOldBackend(): void {
  try {
    tf.removeBackend('webgpu');
  } catch (error) {
    console.warn('The old WebGPU backend did not close cleanly:', error);
  }
}
