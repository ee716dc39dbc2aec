/**
 * @file The width that a picture may fill. Pictures are laid out in real pixels, not scaled, so
 * that their text stays readable on a phone.
 */
import { useElementSize } from '@mantine/hooks';
import type { RefCallback } from 'react';

/** @param initial used before the first measurement and outside of a browser */
export function useWidth(initial = 560): {
  ref: RefCallback<HTMLDivElement | null>;
  width: number;
} {
  const { ref, width } = useElementSize<HTMLDivElement>();
  return { ref, width: width > 0 ? width : initial };
}
