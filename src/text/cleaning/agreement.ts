/**
 * @file How well found clusters agree with known ones, counted in pairs: of the pairs that were put together
 * the share that belongs together (precision), and of those that belong together the share that was
 * put together (recall). Counted from sizes of groups, not pair by pair.
 */

export interface Agreement {
  /** 1 where nothing was put together. */
  readonly precision: number;
  /** 1 where nothing belongs together. */
  readonly recall: number;
}

/** @param found,known the group of each thing, by any number */
export function compareClusters(found: ArrayLike<number>, known: ArrayLike<number>): Agreement {
  const [foundPairs, knownPairs] = [countPairs(groupKeys(found)), countPairs(groupKeys(known))];
  const keys = Array.from({ length: found.length }, (_, at) => `${found[at]} ${known[at]}`);
  const both = countPairs(keys);
  return {
    precision: foundPairs === 0 ? 1 : both / foundPairs,
    recall: knownPairs === 0 ? 1 : both / knownPairs,
  };
}

function groupKeys(groups: ArrayLike<number>): string[] {
  return Array.from({ length: groups.length }, (_, at) => String(groups[at]));
}

/** Pairs of things in the same group. */
function countPairs(keys: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  return pairs;
}
