/**
 * @file Which model is meant: one that the page ships, the run that is being trained, or a
 * checkpoint of a stored run.
 */
import { z } from 'zod';

export const shippedNames = ['english', 'chinese', 'english-draft', 'chinese-draft'] as const;
export type ShippedName = (typeof shippedNames)[number];

export const modelSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shipped'), name: z.enum(shippedNames) }),
  z.strictObject({
    kind: z.literal('run'),
    runId: z.string().min(1).max(64),
    /** Null: the live weights if the run is being trained, else its last checkpoint. */
    step: z.int().min(0).nullable().default(null),
  }),
]);

export type ModelSource = z.output<typeof modelSourceSchema>;

export function sameSource(left: ModelSource, right: ModelSource): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
