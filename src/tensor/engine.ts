/**
 * @file The engine: which TensorFlow.js backend computes, and why not another. WebGPU runs on a
 * device of our own, so that its features, limits and loss are in our hands. Each backend is loaded
 * only when it is tried.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { LabError } from '../base/errors';
import { startWasm, type WasmFacts } from './wasm';
import { startWebGpu, type AdapterFacts, type GpuRefusal } from './webgpu';

export const backendNames = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];
export type EngineChoice = 'auto' | BackendName;

/** Why a backend is used or not; the page shows the translation (`engine.reasons.<code>`). */
export type EngineReason =
  'used' | 'not-needed' | 'software-adapter' | GpuRefusal | 'failed-to-start' | 'lost';

export interface EngineCandidate {
  backend: BackendName;
  reason: EngineReason;
  /** The browser's own words, where there are any. */
  detail?: string;
}

export interface EngineReport {
  choice: EngineChoice;
  backend: BackendName;
  candidates: EngineCandidate[];
  adapter?: AdapterFacts;
  wasm?: WasmFacts;
}

let device: GPUDevice | null = null;
let lossListener: ((reason: string) => void) | null = null;

/** One listener: who uses the engine. Called once per lost device. */
export function onDeviceLost(listener: (reason: string) => void): void {
  lossListener = listener;
}

/** Destroys the GPU device, as a driver reset would; does nothing on other backends. */
export function loseDevice(): void {
  device?.destroy();
}

/**
 * Starts a backend. `auto` takes WebGPU on a GPU, else WASM, else plain CPU; software WebGPU is
 * slower than WASM and is only used when it is chosen. Where the chosen one cannot be had the next
 * one is taken, and the report says why. Tensors made before are lost.
 * @throws LabError `engine.none`
 */
export async function startEngine(choice: EngineChoice): Promise<EngineReport> {
  const order =
    choice === 'auto'
      ? backendNames
      : [choice, ...backendNames.filter((name) => name !== choice && name !== 'webgpu')];
  const report: Omit<EngineReport, 'backend'> = { choice, candidates: [] };
  let used: BackendName | null = null;
  for (const backend of order) {
    if (used) report.candidates.push({ backend, reason: 'not-needed' });
    else {
      const candidate = await attempt(backend, choice === 'auto', report);
      report.candidates.push(candidate);
      if (candidate.reason === 'used') used = backend;
    }
  }
  for (const backend of backendNames) {
    if (!order.includes(backend)) report.candidates.push({ backend, reason: 'not-needed' });
  }
  if (!used) {
    const reasons = report.candidates.map(({ backend, reason }) => `${backend}: ${reason}`);
    throw new LabError('engine.none', { reasons: reasons.join(', ') });
  }
  return { ...report, backend: used };
}

async function attempt(
  backend: BackendName,
  isAutomatic: boolean,
  report: Omit<EngineReport, 'backend'>,
): Promise<EngineCandidate> {
  try {
    switch (backend) {
      case 'webgpu': {
        const started = await startWebGpu({ refuseSoftware: isAutomatic });
        if (started.adapter) report.adapter = started.adapter;
        if (!started.device) {
          return { backend, reason: started.refusal, detail: started.detail };
        }
        watch(started.device);
        return { backend, reason: 'used' };
      }
      case 'wasm':
        report.wasm = await startWasm();
        return { backend, reason: 'used' };
      case 'cpu':
        await import('@tensorflow/tfjs-backend-cpu');
        await tf.setBackend('cpu');
        return { backend, reason: 'used' };
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { backend, reason: 'failed-to-start', detail };
  }
}

function watch(started: GPUDevice): void {
  device = started;
  void started.lost.then(({ message, reason }) => {
    if (device !== started) return;
    device = null;
    lossListener?.(message || reason);
  });
}
