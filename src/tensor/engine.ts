/**
 * @file The engine: which machine computes, and why not another. On WebGPU and on WASM that is one of
 * our own with fused kernels; where these fail or give wrong numbers, TensorFlow.js's own take their
 * place, and the report says so. Each is loaded only when it is tried.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { LabError } from '../base/errors';
import { Ledger } from './ledger';
import type { Machine } from './machine';
import { fusedOrStock, messageOf, type HalfVerdict } from './fused-or-stock';
import type { AdapterNotes, KernelReport } from './webgpu/choose-kernels';
import { openDevice, type AdapterFacts, type GpuRefusal, type OpenedDevice } from './webgpu/device';

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

export interface WasmFacts {
  /** Whether multiplication and addition are one instruction (relaxed SIMD). */
  relaxedSimd: boolean;
  /** 1 where the page is not isolated. */
  threads: number;
  /** Whether the page is cross-origin isolated, which threads need. */
  isolated: boolean;
}

export interface EngineReport extends HalfVerdict {
  choice: EngineChoice;
  backend: BackendName;
  /** Our fused kernels, or TensorFlow.js's own operations one by one. */
  kernels: 'fused' | 'stock';
  /** Why not the fused ones, where they should be. */
  refusal?: string;
  candidates: EngineCandidate[];
  adapter?: AdapterFacts;
  wasm?: WasmFacts;
  /** Which of several kernels are used, on WebGPU. */
  variants?: KernelReport;
}

export interface RunningEngine {
  report: EngineReport;
  /** Keeps account of what lives on it. */
  machine: Ledger;
}

type Started = Pick<EngineReport, 'kernels' | 'refusal' | 'wasm' | 'variants'> &
  HalfVerdict & { machine: Machine };

export interface StartOptions {
  /** Where measurements of kernels are kept; without it they are made anew. */
  notes?: AdapterNotes | null;
  /** Measures the kernels although that was done before. */
  measure?: boolean;
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
 * Starts an engine. `auto` takes WebGPU on a GPU, else WASM, else plain JavaScript; software WebGPU is
 * slower than WASM and is only used when it is chosen. Where the chosen one cannot be had the next
 * one is taken, and the report says why. What lives on an earlier machine is lost.
 * @throws LabError `engine.none`
 */
export async function startEngine(
  choice: EngineChoice,
  options: StartOptions = {},
): Promise<RunningEngine> {
  const order =
    choice === 'auto'
      ? backendNames
      : [choice, ...backendNames.filter((name) => name !== choice && name !== 'webgpu')];
  const candidates: EngineCandidate[] = [];
  const facts: Pick<EngineReport, 'adapter'> = {};
  let used: { backend: BackendName; started: Started } | null = null;
  for (const backend of order) {
    if (used) {
      candidates.push({ backend, reason: 'not-needed' });
      continue;
    }
    const attempted = await attempt(backend, choice === 'auto', facts, options);
    if ('machine' in attempted) {
      used = { backend, started: attempted };
      candidates.push({ backend, reason: 'used' });
    } else candidates.push(attempted);
  }
  for (const backend of backendNames) {
    if (!order.includes(backend)) candidates.push({ backend, reason: 'not-needed' });
  }
  if (!used) {
    const reasons = candidates.map(({ backend, reason }) => `${backend}: ${reason}`);
    throw new LabError('engine.none', { reasons: reasons.join(', ') });
  }
  const { machine, ...rest } = used.started;
  return {
    machine: new Ledger(machine, rest.mixedPrecision),
    report: { choice, backend: used.backend, candidates, ...facts, ...rest },
  };
}

async function attempt(
  backend: BackendName,
  isAutomatic: boolean,
  facts: Pick<EngineReport, 'adapter'>,
  options: StartOptions,
): Promise<Started | EngineCandidate> {
  try {
    switch (backend) {
      case 'webgpu': {
        const opened = await openDevice({ refuseSoftware: isAutomatic });
        if (opened.adapter) facts.adapter = opened.adapter;
        if (!opened.device) return { backend, reason: opened.refusal, detail: opened.detail };
        watch(opened.device);
        return await startWebGpu(opened, options);
      }
      case 'wasm':
        return await startWasm();
      case 'cpu': {
        await import('@tensorflow/tfjs-backend-cpu');
        await tf.setBackend('cpu');
        const { StockMachine } = await import('./stock/machine');
        return { machine: new StockMachine(), kernels: 'stock', mixedPrecision: false };
      }
    }
  } catch (error) {
    return { backend, reason: 'failed-to-start', detail: messageOf(error) };
  }
}

async function startWebGpu(
  { device: opened, info, adapter }: Extract<OpenedDevice, { device: GPUDevice }>,
  { notes = null, measure = false }: StartOptions,
): Promise<Started> {
  return fusedOrStock(
    async () => {
      const { WebGpuMachine } = await import('./webgpu/machine');
      const { chooseKernels } = await import('./webgpu/choose-kernels');
      const browser = navigator.userAgent;
      const variants = await chooseKernels(opened, adapter, { notes, measure, browser });
      return { machine: new WebGpuMachine(opened, variants.choice), variants };
    },
    async () => {
      const { startStockWebGpu } = await import('./stock/webgpu');
      return startStockWebGpu(opened, info);
    },
  );
}

async function startWasm(): Promise<Started> {
  return fusedOrStock(
    async () => {
      const { createSimdMachine } = await import('./simd/machine');
      const machine = await createSimdMachine({ threads: navigator.hardwareConcurrency });
      const isolated = globalThis.crossOriginIsolated === true;
      const { threads, relaxedSimd } = machine;
      return { machine, wasm: { threads, relaxedSimd, isolated } };
    },
    async () => {
      const { startStockWasm } = await import('./stock/wasm');
      return startStockWasm();
    },
  );
}

function watch(started: GPUDevice): void {
  device = started;
  void started.lost.then(({ message, reason }) => {
    if (device !== started) return;
    device = null;
    lossListener?.(message || reason);
  });
}
