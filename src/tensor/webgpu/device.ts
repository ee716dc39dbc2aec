/**
 * @file A WebGPU device of our own: with the features and limits that the adapter offers.
 */

export interface AdapterFacts {
  vendor: string;
  architecture: string;
  description: string;
  /** A CPU that plays a GPU (SwiftShader, llvmpipe, WARP). */
  isSoftware: boolean;
}

export type GpuRefusal = 'no-webgpu' | 'no-adapter' | 'software-adapter' | 'no-device';

export type OpenedDevice =
  | { device: GPUDevice; info: GPUAdapterInfo; adapter: AdapterFacts }
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

/** Always a new device. */
export async function openDevice(options: { refuseSoftware: boolean }): Promise<OpenedDevice> {
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
  return { device, info: found.info, adapter };
}
