/**
 * @file Which kernels a device shall use, where there are several: each variant is first held to the
 * reference on awkward cases, and those that pass are timed, on each class of work for itself. A wrong
 * one is never used, however fast.
 */
import type { OperationCase } from '../program/testing';
import { deviationFrom, expectationOf, tolerance } from './agreement';
import { kernelsOf, type KernelChoice, type KernelMaker } from './kernels';
import { laneExchanges } from './kernels/lanes';
import { matmulCandidates, matmulVariants, type MatmulVariant } from './kernels/matmul';
import {
  forEachClass,
  matmulClasses,
  partsOfClass,
  type MatmulClass,
} from './kernels/matmul-class';
import { WebGpuMachine } from './machine';
import {
  gateCases,
  timedLanes,
  timedProduct,
  timedProgram,
  timeOf,
  warmUp,
  type Scale,
} from './variant-trials';

export interface Trial {
  /** A class of products, or sums over a row. */
  part: MatmulClass | 'lanes';
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
  const tiled = { wide: 'tiles-64x64-8x8', long: 'split-256', small: 'lanes' } as const;
  return {
    matmul: forEachClass((_, extent) => (isSoftware ? inRegisters : tiled[extent])),
    lanes: hasSubgroups ? 'quads' : 'shared',
  };
}

/** Variants that only devices with subgroups can run. */
const needsSubgroups = (variant: string) => variant === 'quads';

/** Below this many milliseconds for a usual product, a device is timed on larger ones. */
const fast = 2;

/**
 * Takes seconds, mostly for building pipelines. @param makeKernels for tests: kernels that are wrong
 */
export async function measureVariants(
  device: GPUDevice,
  makeKernels: KernelMaker = kernelsOf,
): Promise<VariantChoice> {
  const presumed = presumedChoice(device, false);
  const gate = { device, makeKernels };
  const products = await passGate(gate, gateCases.matmul, matmulVariants, (variant) => ({
    ...presumed,
    matmul: forEachClass(() => variant),
  }));
  const exchanges = await passGate(gate, gateCases.lanes, laneExchanges, (variant) => ({
    ...presumed,
    lanes: variant,
  }));
  try {
    const scale = await scaleFor(products);
    const choice = { ...presumed, matmul: { ...presumed.matmul } };
    const trials: Trial[] = [];
    for (const one of matmulClasses) {
      const candidates = matmulCandidates[partsOfClass[one].extent];
      const entrants = products.filter(({ variant }) => candidates.includes(variant));
      const race = await raceOf(one, entrants, [timedProduct(one, scale)]);
      choice.matmul[one] = race.best;
      trials.push(...race.trials);
    }
    const race = await raceOf('lanes', exchanges, timedLanes(scale));
    choice.lanes = race.best;
    trials.push(...race.trials);
    return { choice, trials };
  } finally {
    for (const { machine } of [...products, ...exchanges]) machine?.dispose();
  }
}

/** A variant after the gate. */
interface Entrant<Variant> {
  variant: Variant;
  verdict: Trial['verdict'] | 'right';
  deviation: number | null;
  detail?: string;
  /** Null where there is nothing to be timed. */
  machine: WebGpuMachine | null;
}

/** Holds all variants to the reference, at once: browsers build several pipelines at a time. */
async function passGate<Variant extends string>(
  { device, makeKernels }: { device: GPUDevice; makeKernels: KernelMaker },
  cases: readonly OperationCase[],
  variants: readonly Variant[],
  choiceOf: (variant: Variant) => KernelChoice,
): Promise<Entrant<Variant>[]> {
  const expectations = cases.map((one) => expectationOf(one));
  return Promise.all(
    variants.map(async (variant): Promise<Entrant<Variant>> => {
      const refused = { variant, deviation: null, machine: null };
      if (needsSubgroups(variant) && !device.features.has('subgroups')) {
        return { ...refused, verdict: 'unavailable' };
      }
      const machine = new WebGpuMachine(device, choiceOf(variant), makeKernels);
      try {
        const found = await Promise.all(expectations.map((one) => deviationFrom(machine, one)));
        const deviation = Math.max(...found);
        if (deviation < tolerance) return { variant, verdict: 'right', deviation, machine };
        machine.dispose();
        return { ...refused, verdict: 'wrong', deviation };
      } catch (error) {
        machine.dispose();
        return { ...refused, verdict: 'failed', detail: messageOf(error) };
      }
    }),
  );
}

/** On a fast device small shapes would only time the dispatches. */
async function scaleFor(products: readonly Entrant<MatmulVariant>[]): Promise<Scale> {
  const machine = products.find((entrant) => entrant.machine)?.machine;
  if (!machine) return 'usual';
  const program = timedProgram([timedProduct('nn-wide', 'usual')]);
  return (await timeOf(machine, program)) < fast ? 'large' : 'usual';
}

/** The fastest right variant; the last one, which asks for least, where none is right. */
async function raceOf<Variant extends string>(
  part: Trial['part'],
  entrants: readonly Entrant<Variant>[],
  timed: readonly OperationCase[],
): Promise<{ best: Variant; trials: Trial[] }> {
  const program = timedProgram(timed);
  await Promise.allSettled(
    entrants.map(async ({ machine }) => machine && warmUp(machine, program)),
  );
  const trials: Trial[] = [];
  for (const { variant, machine, verdict, deviation, detail } of entrants) {
    const trial: Trial = {
      part,
      variant,
      verdict: verdict === 'right' ? 'slower' : verdict,
      deviation,
      milliseconds: null,
      ...(detail !== undefined && { detail }),
    };
    trials.push(trial);
    if (!machine) continue;
    try {
      trial.milliseconds = await timeOf(machine, program);
    } catch (error) {
      trial.verdict = 'failed';
      trial.detail = messageOf(error);
    }
  }
  const timeAt = (at: number) => trials[at].milliseconds ?? Infinity;
  const fastest = trials.reduce(
    (best, _, at) => (timeAt(at) < timeAt(best) ? at : best),
    trials.length - 1,
  );
  if (timeAt(fastest) < Infinity) trials[fastest].verdict = 'used';
  return { best: entrants[fastest].variant, trials };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
