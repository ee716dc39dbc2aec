/**
 * @file Which kernels a device shall use, where there are several: each variant is first held to the
 * reference on awkward cases, and those that pass are timed. A wrong one is never used, however fast.
 */
import { deviation, tolerance } from './agreement';
import { kernelsOf, type KernelChoice, type KernelMaker } from './kernels';
import { laneExchanges } from './kernels/lanes';
import { matmulVariants } from './kernels/matmul';
import { WebGpuMachine } from './machine';
import { gateCases, timedCases, timeOf } from './variant-trials';

export interface Trial {
  part: keyof KernelChoice;
  variant: string;
  verdict: 'used' | 'slower' | 'wrong' | 'failed' | 'unavailable';
  /** Largest difference from the reference, as a share of the result; null: not tried. */
  deviation: number | null;
  /** Of the timed operations, together; null: not timed. */
  milliseconds: number | null;
  /** Why it failed. */
  detail?: string;
}

/** Plain numbers and words, to be kept for each adapter and shown. */
export interface VariantChoice {
  choice: KernelChoice;
  trials: Trial[];
}

/** A choice that works without measuring. */
export function presumedChoice(device: GPUDevice, isSoftware: boolean): KernelChoice {
  const hasSubgroups = device.features.has('subgroups');
  const inRegisters = hasSubgroups ? 'quads' : 'lanes';
  return {
    matmul: isSoftware ? inRegisters : 'tiles',
    lanes: hasSubgroups ? 'quads' : 'shared',
  };
}

/** Variants that only devices with subgroups can run. */
const needsSubgroups = (variant: string) => variant === 'quads';

/** Below this many milliseconds for the usual shapes a device is timed on larger ones. */
const fast = 2;

/**
 * Takes seconds, mostly for building pipelines. @param makeKernels for tests: kernels that are wrong
 */
export async function measureVariants(
  device: GPUDevice,
  makeKernels: KernelMaker = kernelsOf,
): Promise<VariantChoice> {
  const presumed = presumedChoice(device, false);
  const trying = { device, makeKernels };
  const lanes = await tryPart(trying, 'lanes', laneExchanges, (variant) => ({
    ...presumed,
    lanes: variant,
  }));
  const matmul = await tryPart(trying, 'matmul', matmulVariants, (variant) => ({
    lanes: lanes.best,
    matmul: variant,
  }));
  return {
    choice: { matmul: matmul.best, lanes: lanes.best },
    trials: [...matmul.trials, ...lanes.trials],
  };
}

interface Trying {
  device: GPUDevice;
  makeKernels: KernelMaker;
}

/** The fastest right variant of a part; the last one where none is right. */
async function tryPart<Variant extends string>(
  { device, makeKernels }: Trying,
  part: keyof KernelChoice,
  variants: readonly Variant[],
  choiceOf: (variant: Variant) => KernelChoice,
): Promise<{ best: Variant; trials: Trial[] }> {
  const trials: Trial[] = [];
  const right: { variant: Variant; trial: Trial; machine: WebGpuMachine }[] = [];
  for (const variant of variants) {
    const trial: Trial = { part, variant, verdict: 'slower', deviation: null, milliseconds: null };
    trials.push(trial);
    if (needsSubgroups(variant) && !device.features.has('subgroups')) {
      trial.verdict = 'unavailable';
      continue;
    }
    const machine = new WebGpuMachine(device, choiceOf(variant), makeKernels);
    try {
      const deviations = await Promise.all(gateCases[part].map((one) => deviation(machine, one)));
      trial.deviation = Math.max(...deviations);
      if (trial.deviation < tolerance) right.push({ variant, trial, machine });
      else trial.verdict = 'wrong';
    } catch (error) {
      trial.verdict = 'failed';
      trial.detail = error instanceof Error ? error.message : String(error);
    }
  }
  const timeAll = async (scale: 1 | 4) => {
    for (const { trial, machine } of right) {
      trial.milliseconds = 0;
      for (const one of timedCases(part, scale)) trial.milliseconds += await timeOf(machine, one);
    }
    right.sort((left, other) => timeOfTrial(left.trial) - timeOfTrial(other.trial));
  };
  await timeAll(1);
  if (right.length > 1 && timeOfTrial(right[0].trial) < fast) await timeAll(4);
  right.forEach(({ machine }) => machine.dispose());
  if (right.length === 0) return { best: variants[variants.length - 1], trials };
  right[0].trial.verdict = 'used';
  return { best: right[0].variant, trials };
}

const timeOfTrial = ({ milliseconds }: Trial) => milliseconds ?? Infinity;
