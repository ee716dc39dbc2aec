/**
 * @file What the tests of this folder share.
 */
import { openDevice } from './device';
import type { KernelChoice } from './kernels';
import type { LaneExchange } from './kernels/lanes';
import type { MatmulVariant } from './kernels/matmul';
import { forEachClass } from './kernels/matmul-class';

/** A device, be it software. */
export async function testDevice(): Promise<GPUDevice> {
  const opened = await openDevice({ refuseSoftware: false });
  if (!opened.device) throw new Error(`no device: ${opened.refusal}`);
  return opened.device;
}

/** One variant for all products. */
export function choiceOf(matmul: MatmulVariant, lanes: LaneExchange = 'quads'): KernelChoice {
  return { matmul: forEachClass(() => matmul), lanes };
}
