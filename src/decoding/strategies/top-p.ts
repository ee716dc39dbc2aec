/**
 * @file Top-P or nucleus sampling (Holtzman et al. 2019, arXiv 1904.09751): the smallest set of most
 * probable tokens whose mass reaches p. A token is kept if the mass strictly above it is below p, so
 * the one that crosses p stays, and at least one always does.
 */
import { renormalise, sortedIds } from '../distribution';

export function topP(probabilities: Float64Array, p: number): Float64Array {
  if (p >= 1) return probabilities;
  const kept = new Set<number>();
  let massAbove = 0;
  for (const id of sortedIds(probabilities)) {
    if (massAbove >= p) break;
    kept.add(id);
    massAbove += probabilities[id];
  }
  return renormalise(probabilities, (id) => kept.has(id));
}
