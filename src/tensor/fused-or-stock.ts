/**
 * @file The gate: a machine with fused kernels is used only if it computes rightly here.
 */
import type { Machine } from './machine';
import { requireRightNumbers } from './self-check';

export type FusedOrStock<Fused extends { machine: Machine }> =
  | (Fused & { kernels: 'fused' })
  /** With the reason why not the fused ones. */
  | { kernels: 'stock'; machine: Machine; refusal: string };

/** The fused machine if it starts and computes rightly, else the stock one. */
export async function fusedOrStock<Fused extends { machine: Machine }>(
  startFused: () => Promise<Fused>,
  startStock: () => Promise<Machine>,
): Promise<FusedOrStock<Fused>> {
  try {
    const started = await startFused();
    await requireRightNumbers(started.machine);
    return { ...started, kernels: 'fused' };
  } catch (error) {
    return { machine: await startStock(), kernels: 'stock', refusal: messageOf(error) };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
