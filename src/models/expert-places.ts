/**
 * @file Which choices of a router find their expert full. The routing of a training step does the same where
 * it is computed; this is for pictures.
 */
import { capacityOf, type ExpertOptions } from './block';

/**
 * @param chosen experts, `[tokens, perToken]`: tokens take their places in order, and of each the better
 * choice first
 * @returns of each choice, whether it is dropped
 */
export function droppedChoices(
  chosen: ArrayLike<number>,
  experts: Pick<ExpertOptions, 'count' | 'perToken' | 'capacityFactor'>,
): boolean[] {
  const capacity = capacityOf(experts, chosen.length / experts.perToken);
  const taken = new Array<number>(experts.count).fill(0);
  return Array.from({ length: chosen.length }, (_, choice) => ++taken[chosen[choice]] > capacity);
}
