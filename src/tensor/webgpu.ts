/**
 * @file WebGPU on a device of our own: TensorFlow.js would ask for one with default features. Kernels
 * of ours can later run on the same device and buffers.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface AdapterFacts {
  vendor: string;
  architecture: string;
  description: string;
  /** A CPU that plays a GPU (SwiftShader, llvmpipe, WARP). */
  isSoftware: boolean;
}

export type GpuRefusal = 'no-webgpu' | 'no-adapter' | 'software-adapter' | 'no-device';

type Started =
  | { device: GPUDevice; adapter: AdapterFacts }
  | { device: null; refusal: GpuRefusal; detail?: string; adapter?: AdapterFacts };

const wantedFeatures = ['shader-f16', 'subgroups', 'timestamp-query'];
const isWanted = (name: string): name is GPUFeatureName => wantedFeatures.includes(name);
const wantedLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
] as const;

function factsOf(adapter: GPUAdapter): AdapterFacts {
  const { vendor, architecture, description } = adapter.info;
  const isSoftware = /swiftshader|llvmpipe|lavapipe|basic render|warp/i.test(
    `${vendor} ${architecture} ${description}`,
  );
  return { vendor, architecture, description, isSoftware };
}

/** Registers and selects the `webgpu` backend, always on a new device. */
export async function startWebGpu(options: { refuseSoftware: boolean }): Promise<Started> {
  const gpu: GPU | undefined = navigator.gpu;
  if (!gpu) return { device: null, refusal: 'no-webgpu' };
  const found = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!found) return { device: null, refusal: 'no-adapter' };
  const adapter = factsOf(found);
  if (adapter.isSoftware && options.refuseSoftware) {
    return { device: null, refusal: 'software-adapter', adapter };
  }
  let device: GPUDevice;
  try {
    device = await found.requestDevice({
      requiredFeatures: [...found.features].filter(isWanted),
      requiredLimits: Object.fromEntries(wantedLimits.map((name) => [name, found.limits[name]])),
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { device: null, refusal: 'no-device', detail, adapter };
  }
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  removeOldBackend();
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, found.info), 2);
  await tf.setBackend('webgpu');
  return { device, adapter };
}

/** A backend on a lost device may fail while it clears up; nothing of it is needed any more. */
function removeOldBackend(): void {
  try {
    tf.removeBackend('webgpu');
  } catch (error) {
    console.warn('The old WebGPU backend did not close cleanly:', error);
  }
}
