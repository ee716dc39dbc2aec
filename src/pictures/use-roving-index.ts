/**
 * @file Roving tabindex (WAI-ARIA practices): a set of many buttons is one stop of the Tab key, the
 * arrow keys walk inside. The buttons carry `data-index`; the events are caught at their container.
 */
import { useState, type FocusEvent, type KeyboardEvent } from 'react';

export interface RovingIndex {
  /** The button that Tab reaches. */
  active: number;
  /** Whether a button is the one that Tab reaches. */
  tabIndex: (index: number) => 0 | -1;
  container: {
    onKeyDown: (event: KeyboardEvent<Element>) => void;
    onFocus: (event: FocusEvent<Element>) => void;
  };
}

/** Index of the element, or of its nearest ancestor that has one, from `data-index`. */
export function indexOfTarget(target: EventTarget): number | undefined {
  if (!(target instanceof Element)) return undefined;
  const text = target.closest('[data-index]')?.getAttribute('data-index');
  return text === null || text === undefined ? undefined : Number(text);
}

/** Where a key leads from `index`; `undefined` for other keys. Never leaves [0, count). */
export function indexAfterKey(
  key: string,
  index: number,
  count: number,
  columns: number,
): number | undefined {
  const clamp = (next: number) => (next < 0 || next >= count ? index : next);
  switch (key) {
    case 'ArrowLeft':
      return clamp(index - 1);
    case 'ArrowRight':
      return clamp(index + 1);
    case 'ArrowUp':
      return clamp(index - columns);
    case 'ArrowDown':
      return clamp(index + columns);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/**
 * @param step how far the up and down keys go, or where a key leads from an index (`undefined`: nowhere,
 *   the key is left alone)
 */
export function useRovingIndex(
  count: number,
  step: number | ((key: string, index: number) => number | undefined) = 1,
  start = 0,
): RovingIndex {
  const after =
    typeof step === 'number'
      ? (key: string, index: number) => indexAfterKey(key, index, count, step)
      : step;
  const [current, setCurrent] = useState(start);
  const active = Math.min(current, Math.max(0, count - 1));
  return {
    active,
    tabIndex: (index) => (index === active ? 0 : -1),
    container: {
      onKeyDown: (event) => {
        const from = indexOfTarget(event.target);
        if (from === undefined) return;
        const next = after(event.key, from);
        if (next === undefined) return;
        event.preventDefault();
        const element = event.currentTarget.querySelector(`[data-index="${next}"]`);
        if (element instanceof HTMLElement || element instanceof SVGElement) element.focus();
      },
      onFocus: (event) => {
        const index = indexOfTarget(event.target);
        if (index !== undefined) setCurrent(index);
      },
    },
  };
}
