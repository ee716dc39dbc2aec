/**
 * @file What the tests of this folder share.
 */
import { openDevice } from './device';
import { kernelsOf, type KernelChoice, type KernelMaker } from './kernels';
import type { LaneExchange } from './kernels/lanes';
import { usesTiles, type MatmulVariant } from './kernels/matmul';
import { forEachClass } from './kernels/matmul-class';
import { presenceOf } from './kernels/matmul-epilogue';
import { tiledProductKernels } from './kernels/matmul-tiles';
import { planTiles } from './kernels/matmul-tilings';

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

/** A variant's own tile is taken even where there are few of them. */
export const ownTiles =
  (variant: MatmulVariant): KernelMaker =>
  (node, choice) =>
    node.operation.kind === 'matmul' && usesTiles(variant)
      ? tiledProductKernels(node.operation, presenceOf(node), planTiles(node.operation, variant, 1))
      : kernelsOf(node, choice);
