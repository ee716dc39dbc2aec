/** @file A function that stays the same object and does what was last given: for parts that are memoised. */
import { useCallback, useLayoutEffect, useRef } from 'react';

/** @returns for events only: while a component is drawn it may still be the earlier one */
export function useSameFunction<Arguments extends unknown[]>(
  given: (...given: Arguments) => void,
): (...given: Arguments) => void {
  const latest = useRef(given);
  useLayoutEffect(() => {
    latest.current = given;
  });
  return useCallback((...values: Arguments) => latest.current(...values), []);
}
