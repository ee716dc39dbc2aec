/**
 * @file Attention over a cache of keys and values, one row and one head at a time.
 */
import { sees } from '../../attention-mask';
import { clippedDistance, countClipped } from '../../clipped-distance';
import type { CacheShape } from '../operations/cache';
import { cappedScore } from './attention';
import type { Cells, Operands } from './operands';
import { turnPairs } from './rotation';
import { logSumExp } from './rows';

/** The headDim cells from `column` on, turned by the table's angles of a place. */
function turned(
  shape: CacheShape,
  cells: Cells,
  column: number,
  rotation: Cells | undefined,
  place: number,
): Float64Array {
  const { headDim } = shape;
  const x = Float64Array.from(cells.subarray(column, column + headDim));
  return turnPairs(shape, x, rotation?.subarray(place * headDim), 1);
}

export function cacheWrite(
  shape: CacheShape,
  { queryKeyValue, cacheRows, places, rotation }: Operands,
  { cache }: Operands,
): void {
  const { rows, heads, keyValueHeads, headDim } = shape;
  const rowWidth = (heads + 2 * keyValueHeads) * headDim;
  for (let row = 0; row < rows; row++) {
    for (let head = 0; head < 2 * keyValueHeads; head++) {
      const column = row * rowWidth + (heads + head) * headDim;
      const angles = head < keyValueHeads ? rotation : undefined;
      const entry = turned(shape, queryKeyValue, column, angles, places[row]);
      cache.set(entry, (cacheRows[row] * 2 * keyValueHeads + head) * headDim);
    }
  }
}

export function cachedAttention(shape: CacheShape, inputs: Operands, { y }: Operands): void {
  const {
    rows,
    heads,
    keyValueHeads,
    headDim,
    context,
    window,
    scoreCap,
    clipping = { before: 0, after: 0 },
  } = shape;
  const { queryKeyValue, cache, table, places, rotation, relative, distanceBias, sinks } = inputs;
  const rowWidth = (heads + 2 * keyValueHeads) * headDim;
  y.fill(0);
  for (let row = 0; row < rows; row++) {
    const last = places[row];
    const mask = { causal: true, window };
    const prefix = inputs.prefixes?.[row] ?? 0;
    const seen = Array.from({ length: context }, (_, place) => place).filter((place) =>
      sees(mask, last, place, prefix),
    );
    for (let head = 0; head < heads; head++) {
      const shared = Math.floor((head * keyValueHeads) / heads);
      const column = row * rowWidth + head * headDim;
      const query = turned(shape, queryKeyValue, column, rotation, last);
      const entryOf = (place: number, part: number) =>
        (table[row * context + place] * 2 * keyValueHeads + part) * headDim;
      const score = (place: number) => {
        const key = entryOf(place, shared);
        const distance = clippedDistance(place - last, clipping);
        const vector = row * (heads + 2 * keyValueHeads) + head;
        const ofDistance = relative?.[vector * countClipped(clipping) + distance] ?? 0;
        const product = query.reduce((sum, x, at) => sum + x * cache[key + at], ofDistance);
        const bias = distanceBias?.[(place - last + context - 1) * heads + head] ?? 0;
        return cappedScore(product / Math.sqrt(headDim), scoreCap) + bias;
      };
      const sink = sinks?.[head] ?? -Infinity;
      const logNormaliser = logSumExp(seen.length + 1, (index) =>
        index === 0 ? sink : score(seen[index - 1]),
      );
      for (const place of seen) {
        const probability = Math.exp(score(place) - logNormaliser);
        const value = entryOf(place, keyValueHeads + shared);
        const distance = clippedDistance(place - last, clipping);
        for (let at = 0; at < headDim; at++) {
          const added = inputs.distanceValues?.[distance * headDim + at] ?? 0;
          y[(row * heads + head) * headDim + at] += probability * (cache[value + at] + added);
        }
      }
    }
  }
}
