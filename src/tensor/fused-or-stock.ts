/**
 * @file The gate: a machine with fused kernels is used only if it computes rightly here.
 */
import type { Machine } from './machine';
import { requireRightHalf, requireRightNumbers } from './self-check';

/** Whether mixed precision can be had. */
export interface HalfVerdict {
  mixedPrecision: boolean;
  /** What was wrong with float16, where the machine has it. */
  halfRefusal?: string;
}

export type FusedOrStock<Fused extends { machine: Machine }> =
  | (Fused & HalfVerdict & { kernels: 'fused' })
  /** With the reason why not the fused ones. */
  | { kernels: 'stock'; machine: Machine; refusal: string; mixedPrecision: false };

/** The fused machine if it starts and computes rightly, else the stock one. */
export async function fusedOrStock<Fused extends { machine: Machine }>(
  startFused: () => Promise<Fused>,
  startStock: () => Promise<Machine>,
): Promise<FusedOrStock<Fused>> {
  try {
    const started = await startFused();
    // Meanwhile: building the kernels is what takes time.
    const half = tryHalf(started.machine);
    await requireRightNumbers(started.machine).finally(() => half);
    return { ...started, kernels: 'fused', ...(await half) };
  } catch (error) {
    const machine = await startStock();
    return { machine, kernels: 'stock', refusal: messageOf(error), mixedPrecision: false };
  }
}

/** Never fails. */
async function tryHalf(machine: Machine): Promise<HalfVerdict> {
  if (!machine.hasHalf) return { mixedPrecision: false };
  try {
    await requireRightHalf(machine);
    return { mixedPrecision: true };
  } catch (error) {
    return { mixedPrecision: false, halfRefusal: messageOf(error) };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
