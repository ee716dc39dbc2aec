/**
 * @file Drawing tokens: the rows' tokens are sorted, cut, and gone through until the mass is reached.
 */
import type { OperationOf } from '../operation';
import type { Cells, Operands } from './operands';

export function sample(
  { rows, vocabulary }: OperationOf<'sample'>,
  { logits, settings }: Operands,
  { ids }: Operands,
): void {
  for (let row = 0; row < rows; row++) {
    ids[row] = drawn(
      logits.subarray(row * vocabulary, (row + 1) * vocabulary),
      settings.subarray(row * 4, (row + 1) * 4),
    );
  }
}

function drawn(logits: Cells, [temperature, k, p, uniform]: Cells): number {
  const order = Array.from(logits.keys()).sort(
    (left, right) => logits[right] - logits[left] || left - right,
  );
  if (!(temperature > 0)) return order[0];
  const largest = logits[order[0]];
  const weightOf = (id: number) => Math.exp((logits[id] - largest) / temperature);
  let kept = order;
  if (k > 0 && k < order.length) {
    const least = logits[order[k - 1]];
    kept = order.filter((id) => logits[id] >= least);
  }
  if (p < 1) {
    const wanted = p * massOf(kept, weightOf);
    let massBefore = 0;
    kept = kept.filter((id, place) => {
      const isKept = place === 0 || massBefore < wanted;
      massBefore += weightOf(id);
      return isKept;
    });
  }
  const target = uniform * massOf(kept, weightOf);
  let mass = 0;
  for (const id of kept) {
    mass += weightOf(id);
    if (mass > target) return id;
  }
  // Rounding left the sum a hair under the target.
  return kept.findLast((id) => weightOf(id) > 0) ?? order[0];
}

function massOf(ids: readonly number[], weightOf: (id: number) => number): number {
  return ids.reduce((sum, id) => sum + weightOf(id), 0);
}
