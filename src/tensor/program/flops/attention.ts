/**
 * @file Arithmetic of attention, in training, for pictures and with a cache.
 */
import { pairsOf, type AttentionOperation, type AttentionShape } from '../operations/attention';
import { longestView, type CacheOperation } from '../operations/cache';
import type { Presence } from './presence';

export function attentionFlops(
  operation: AttentionOperation | CacheOperation,
  has: Presence,
  gives: Presence,
): number {
  switch (operation.kind) {
    case 'attention': {
      const { batch, time, heads, keyValueHeads, headDim, dropout } = operation;
      const queries = batch * heads * time;
      // Two products; scale, largest, difference, exponential, sum.
      const each =
        4 * headDim +
        5 +
        Number(dropout > 0) +
        added(has) +
        addedValue(operation, has) +
        capFlops(operation);
      const turned = batch * time * (heads + keyValueHeads) * pairsOf(operation).channels;
      // The division of the mixed values by the sum; the sum's logarithm and its addition.
      return (
        batch * heads * visiblePairs(operation) * each +
        queries * (headDim + 2 + sinkFlops(has)) +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'attentionGradient': {
      const { batch, time, heads, keyValueHeads, headDim, dropout } = operation;
      // Five products; scale, difference and exponential of the scores; of their gradient a
      // difference, a product and the scale; the bias and the sum of its gradient.
      // The same of products with distances.
      const wanted = gives('distanceBias') + gives('relative') + gives('distanceShares');
      const biased = added(has) + has('distanceSlopes') + wanted;
      // Under a cap, its slope too: square, difference, product.
      const capped = operation.scoreCap ? capFlops(operation) + 3 : 0;
      const each = 10 * headDim + 6 + 2 * Number(dropout > 0) + biased + capped;
      // Turned on load, and their gradients back.
      const turned = 2 * batch * time * (heads + keyValueHeads) * pairsOf(operation).channels;
      return (
        batch * heads * visiblePairs(operation) * each +
        batch * heads * time * 2 * headDim +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'sinkGradient':
      // Difference, exponential, product, sum.
      return 4 * operation.batch * operation.time * operation.heads;
    case 'attentionProbabilities': {
      const { batch, time, heads, keyValueHeads, headDim } = operation;
      // One product; scale, largest, difference, exponential, sum, division.
      const each = 2 * headDim + 6 + added(has) + capFlops(operation);
      const turned = batch * time * (heads + keyValueHeads) * pairsOf(operation).channels;
      return (
        batch * heads * visiblePairs(operation) * each +
        batch * heads * time * sinkFlops(has) +
        has('rotation') * rotationFlops * turned
      );
    }
    case 'attentionOfPairs': {
      const { batch, heads, time, keyTime, headDim } = operation;
      // A product; choice, sum, division.
      return batch * heads * time * keyTime * (2 * headDim + 3 + addedValue(operation, has));
    }
    case 'cacheWrite': {
      const { rows, keyValueHeads } = operation;
      return has('rotation') * rotationFlops * rows * keyValueHeads * pairsOf(operation).channels;
    }
    case 'cachedAttention': {
      const { rows, heads, headDim } = operation;
      const each = 4 * headDim + 5 + added(has) + addedValue(operation, has) + capFlops(operation);
      return (
        rows * heads * (longestView(operation) * each + headDim + sinkFlops(has)) +
        has('rotation') * rotationFlops * rows * heads * pairsOf(operation).channels
      );
    }
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

/** How many keys the queries of a sequence see, all together. */
export function visiblePairs({
  time,
  keyTime = time,
  mask,
}: Pick<AttentionShape, 'time' | 'keyTime' | 'mask'>): number {
  if (!mask.causal) return time * keyTime;
  const window = mask.window === 0 ? time : Math.min(mask.window, time);
  // The first queries see 1, 2, … keys, the others a whole window.
  return (window * (window + 1)) / 2 + (time - window) * window;
}

/** cap · (2 · σ(2x / cap) − 1), as of `softCap`. */
const capFlops = ({ scoreCap }: { scoreCap?: number }) => (scoreCap ? 7 : 0);

/** To a score, by distance. */
const added = (has: Presence) => has('distanceBias') + has('relative');

/** To a value, by distance. */
const addedValue = ({ headDim }: { headDim: number }, has: Presence) =>
  headDim * has('distanceValues');

/** Largest, difference, exponential, sum. */
const sinkFlops = (has: Presence) => 4 * has('sinks');

/** Of each element that is turned: two products and a sum. */
const rotationFlops = 3;
