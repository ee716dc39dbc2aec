/** @file Drawing several different things. */

/** Draws until there are `count` results with different keys. */
export function distinct<T>(count: number, draw: () => T, keyOf: (result: T) => string): T[] {
  const found = new Map<string, T>();
  while (found.size < count) {
    const result = draw();
    if (!found.has(keyOf(result))) found.set(keyOf(result), result);
  }
  return [...found.values()];
}
