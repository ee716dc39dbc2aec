/**
 * @file Which kernels a device uses: as measured now or on an earlier visit, or, on a processor that
 * plays a GPU, as is known to be best there.
 */
import { z } from 'zod';
import type { AdapterFacts } from './device';
import { laneExchanges } from './kernels/lanes';
import { matmulVariants } from './kernels/matmul';
import { matmulClasses } from './kernels/matmul-class';
import { measureVariants, presumedChoice, type VariantChoice } from './variants';

/** Where measurements are kept from visit to visit. */
export interface AdapterNotes {
  load(adapter: string): Promise<unknown>;
  save(adapter: string, note: unknown): Promise<void>;
}

export interface KernelReport extends VariantChoice {
  source: 'measured' | 'remembered' | 'presumed';
}

/** What was kept is not trusted: another version of the page may have written it. */
const noteSchema = z.object({
  choice: z.object({
    matmul: z.record(z.enum(matmulClasses), z.enum(matmulVariants)),
    lanes: z.enum(laneExchanges),
  }),
  trials: z.array(
    z.object({
      part: z.enum([...matmulClasses, 'lanes']),
      variant: z.string(),
      verdict: z.enum(['used', 'slower', 'wrong', 'failed', 'unavailable']),
      deviation: z.number().nullable(),
      milliseconds: z.number().nullable(),
      detail: z.string().optional(),
    }),
  ),
});

/**
 * @param options.measure whether to measure although it is known
 * @param options.browser with its version: kernels are built by it and its driver
 */
export async function chooseKernels(
  device: GPUDevice,
  adapter: AdapterFacts,
  { notes, measure, browser }: { notes: AdapterNotes | null; measure: boolean; browser: string },
): Promise<KernelReport> {
  const { vendor, architecture, description } = adapter;
  const key = [vendor, architecture, description, browser].join(' | ');
  if (!measure) {
    const known = noteSchema.safeParse(await notes?.load(key));
    if (known.success) return { ...known.data, source: 'remembered' };
    if (adapter.isSoftware) {
      return { choice: presumedChoice(device, true), trials: [], source: 'presumed' };
    }
  }
  const measured = await measureVariants(device);
  await notes?.save(key, measured);
  return { ...measured, source: 'measured' };
}
