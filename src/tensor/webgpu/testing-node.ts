/** @file A device in Node, for what the browser of the tests cannot do. */
import { openDevice } from './device';

/** The package is large and no dependency: whoever wants these tests installs it. */
const packageName = 'webgpu';

interface Dawn {
  create(options: string[]): GPU;
  globals: Record<string, unknown>;
}

const isDawn = (module: object): module is Dawn => 'create' in module && 'globals' in module;

/** A device with `shader-f16`; null where the adapter has none, or there is no adapter or package. */
export async function halfDeviceInNode(): Promise<GPUDevice | null> {
  const module: unknown = await import(/* @vite-ignore */ packageName).catch(() => null);
  if (typeof module !== 'object' || !module || !isDawn(module)) return null;
  Object.assign(globalThis, module.globals);
  // Devices live only as long as what they came from.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: module.create([]) } });
  const { device } = await openDevice({ refuseSoftware: false });
  return device?.features.has('shader-f16') ? device : null;
}
