/**
 * @file Tokens per second while a column is written. The first step reads the prompt and builds kernels, so
 * the clock starts after it. All columns take their steps together, so each is told the speed of what
 * they share.
 */

/**
 * @param now milliseconds
 * @returns to be called after every step with the tokens so far; null until there was a second step
 */
export function speedometer(now = () => performance.now()): (tokens: number) => number | null {
  let first: { time: number; tokens: number } | null = null;
  return (tokens) => {
    const time = now();
    first ??= { time, tokens };
    const elapsed = time - first.time;
    return elapsed > 0 && tokens > first.tokens ? (1000 * (tokens - first.tokens)) / elapsed : null;
  };
}
