/**
 * @file What a run has recorded of its dynamics, for pictures that are drawn while it trains: brought up
 * to date twice a second, in slices between which the page answers.
 */
import { startTransition, useEffect, useState } from 'react';
import type { DynamicsEvent } from '../../experiment/events';
import { useLab } from '../../state/lab';

const turnLength = 500;
const none: readonly DynamicsEvent[] = [];

const recordedOf = (runId: string) => useLab.getState().histories[runId]?.dynamics ?? none;

export function useDynamics(runId: string): readonly DynamicsEvent[] {
  const [events, setEvents] = useState(() => recordedOf(runId));
  useEffect(() => {
    const look = () => {
      const now = recordedOf(runId);
      startTransition(() => setEvents((before) => (areSame(before, now) ? before : now)));
    };
    look();
    const timer = setInterval(look, turnLength);
    return () => clearInterval(timer);
  }, [runId]);
  return events;
}

/** Rows are only ever added, or left out from the end. */
function areSame(left: readonly DynamicsEvent[], right: readonly DynamicsEvent[]): boolean {
  return left.length === right.length && left.at(-1) === right.at(-1);
}
