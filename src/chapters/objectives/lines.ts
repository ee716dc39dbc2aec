/**
 * @file A shown batch as the lines of its picture.
 */
import { meanOf } from '../../base/mean';
import type { BatchCell, BatchLook } from '../../pictures/BatchLine';
import type { ShownBatch, ShownExample } from '../../experiment/objective-preview';

const sentinel = /^<extra_id_\d+>$/u;

/** What stands for text that is not there, of an encoder or a decoder. */
export function sourceCells(batch: ShownBatch, source: readonly number[]): BatchCell[] {
  return source.map((id) => {
    const input = batch.labels[id];
    return { input, look: sentinel.test(input) ? 'hidden' : 'plain', target: null };
  });
}

export function inputCells(
  batch: ShownBatch,
  { inputs, targets, segments, prefix = 0 }: ShownExample,
  losses: readonly (number | null)[] | undefined,
): BatchCell[] {
  const isMasked = batch.settings.objective.kind === 'masked';
  return inputs.map((id, place) => {
    const target = targets[place];
    const loss = losses?.[place] ?? undefined;
    return {
      input: batch.labels[id],
      look: lookOf(id, place),
      target: target < 0 ? null : batch.labels[target],
      ...(loss !== undefined && { loss }),
      isSecond: segments?.[place] === 1,
    };
  });

  function lookOf(id: number, place: number): BatchLook {
    if (id === batch.mask) return 'hidden';
    if (isMasked && targets[place] >= 0) return targets[place] === id ? 'kept' : 'changed';
    return place < prefix ? 'seen' : 'plain';
  }
}

/** Mean of the losses that are there; null without one. */
export function meanLoss(losses: readonly (number | null)[]): number | null {
  const learned = losses.filter((loss) => loss !== null);
  return learned.length === 0 ? null : meanOf(learned);
}

/** Places that are learned, and all that are read. */
export function learnedOf({ examples }: ShownBatch): { learned: number; read: number } {
  const count = (numbers: (example: ShownExample) => number) =>
    examples.reduce((sum, example) => sum + numbers(example), 0);
  return {
    learned: count(({ targets }) => targets.filter((id) => id >= 0).length),
    read: count(({ inputs, source = [] }) => inputs.length + source.length),
  };
}
