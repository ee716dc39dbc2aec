/**
 * @file The one way in which pictures are pointed at: hover shows, click locks, a second click or
 * Escape unlocks. Several pictures that share one lock are linked: what one shows, all show.
 */
import { useCallback, useEffect, useMemo, useReducer } from 'react';

export interface HoverLockState<T> {
  hovered: T | undefined;
  locked: T | undefined;
}

export type HoverLockEvent<T> =
  | { kind: 'hover'; value: T }
  | { kind: 'leave' }
  | { kind: 'toggle'; value: T }
  | { kind: 'unlock' };

export interface HoverLock<T> {
  /** What is shown: the locked value, else the hovered one. */
  active: T | undefined;
  locked: T | undefined;
  hover: (value: T) => void;
  leave: () => void;
  /** Locks the value; unlocks it if it is the locked one. */
  toggle: (value: T) => void;
  unlock: () => void;
}

/** Values are compared with `Object.is`, so lock plain numbers and strings. */
export function nextHoverLock<T>(
  state: HoverLockState<T>,
  event: HoverLockEvent<T>,
): HoverLockState<T> {
  switch (event.kind) {
    case 'hover':
      return Object.is(state.hovered, event.value) ? state : { ...state, hovered: event.value };
    case 'leave':
      return state.hovered === undefined ? state : { ...state, hovered: undefined };
    case 'toggle':
      return Object.is(state.locked, event.value)
        ? { ...state, locked: undefined }
        : { ...state, locked: event.value };
    case 'unlock':
      return { hovered: undefined, locked: undefined };
  }
}

/** @param initial locked from the start */
export function useHoverLock<T extends number | string>(initial?: T): HoverLock<T> {
  const [{ hovered, locked }, send] = useReducer(nextHoverLock<T>, {
    hovered: undefined,
    locked: initial,
  });
  const hover = useCallback((value: T) => send({ kind: 'hover', value }), []);
  const leave = useCallback(() => send({ kind: 'leave' }), []);
  const toggle = useCallback((value: T) => send({ kind: 'toggle', value }), []);
  const unlock = useCallback(() => send({ kind: 'unlock' }), []);

  useEffect(() => {
    if (locked === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') unlock();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [locked, unlock]);

  return useMemo(
    () => ({ active: locked ?? hovered, locked, hover, leave, toggle, unlock }),
    [hovered, locked, hover, leave, toggle, unlock],
  );
}
