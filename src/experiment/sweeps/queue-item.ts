/**
 * @file The experiments queue: runs that wait, one that is trained, and those that have been, each a record
 * of its own, so that a change writes little. Plain data; nothing here runs anything.
 */
import { z } from 'zod';
import { isErrorReport, type ErrorReport } from '../../base/errors';
import { outcomeSchema } from '../outcome';
import { parseSpec, type Spec } from '../spec';
import { scalingRuleSchema } from './scaling';

/** In all, whatever their state. */
export const mostQueued = 500;

/** `running`: begun, and to be gone on with, also after a reload or a pause. */
export const queueStatuses = ['waiting', 'running', 'finished', 'stopped', 'failed'] as const;
export type QueueStatus = (typeof queueStatuses)[number];

const id = z.string().min(1).max(64);

/** Specs that this version cannot read make a record that it cannot read. */
const specOf = z.unknown().transform((value, context): Spec => {
  const parsed = parseSpec(value);
  if (parsed.ok) return parsed.spec;
  context.addIssue(parsed.issues.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return z.NEVER;
});

export const queueItemSchema = z.strictObject({
  id,
  /** What was queued together with it. */
  sweep: id,
  /** Of the sweep. */
  title: z.string().max(300),
  /** Order in the queue; any number. */
  position: z.number(),
  name: z.string().max(300),
  spec: specOf,
  /** Fields that the sweep goes over. */
  paths: z.array(z.string().max(100)).max(8),
  /** `next`: left out of a scaling law, since it is what the law predicts. */
  role: z.enum(['sweep', 'scaling', 'next']),
  /** Of a scaling law: how its sizes follow from the smallest. */
  rule: scalingRuleSchema.nullable().default(null),
  status: z.enum(queueStatuses),
  runId: z.string().max(64).nullable(),
  outcome: outcomeSchema.nullable(),
  error: z.custom<ErrorReport>(isErrorReport).nullable(),
  /** A baseline: it stands first in the table. */
  isPinned: z.boolean(),
});

export type QueueItem = z.output<typeof queueItemSchema>;

export const inOrder = (one: QueueItem, other: QueueItem) => one.position - other.position;

const isOpen = ({ status }: QueueItem) => status === 'waiting' || status === 'running';

/** What is still to be done, in its order: what has begun first. */
export function openItems(items: readonly QueueItem[]): QueueItem[] {
  const open = items.filter(isOpen).sort(inOrder);
  const hasBegun = ({ status }: QueueItem) => status === 'running';
  return [...open.filter(hasBegun), ...open.filter((item) => !hasBegun(item))];
}

/**
 * The new positions, by id, when a waiting item goes one place up or down; none at the end.
 * @param by −1 or 1
 */
export function moved(
  items: readonly QueueItem[],
  itemId: string,
  by: -1 | 1,
): [id: string, position: number][] {
  const waiting = items.filter(({ status }) => status === 'waiting').sort(inOrder);
  const at = waiting.findIndex((item) => item.id === itemId);
  const [item, other] = [waiting[at], waiting[at + by]];
  if (!item || !other) return [];
  return [
    [item.id, other.position],
    [other.id, item.position],
  ];
}
