/**
 * @file A steady beat that turns something, until it is held.
 */
import { useInterval } from '@mantine/hooks';

/** Milliseconds for one position. */
const beat = 250;

export function useTurning(turn: () => void) {
  const { active, start, stop, toggle } = useInterval(turn, beat);
  return { isTurning: active, start, stop, toggle };
}
