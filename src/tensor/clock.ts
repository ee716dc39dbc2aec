/**
 * @file How fine this thread's clock is: browsers round `performance.now()`, to 5 µs where the page is
 * isolated and to 100 µs elsewhere.
 */

/** Milliseconds between two readings that differ: the least of some. Looks for at most about 1 ms. */
export function clockResolution(): number {
  let least = Infinity;
  for (let round = 0; round < 5; round++) {
    const before = performance.now();
    let now = before;
    while (now === before) now = performance.now();
    least = Math.min(least, now - before);
  }
  return least;
}
