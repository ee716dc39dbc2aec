/**
 * @file The token that is pointed at or has the focus, shared by all columns. It stands apart from the page,
 * so that only the lines that tell of it are drawn anew while the pointer moves.
 */
import { create } from 'zustand';
import type { TokenPlace } from './token-panel';

interface PointedToken {
  place: TokenPlace | null;
}

export const usePointedToken = create<PointedToken>()(() => ({ place: null }));

export function pointAtToken(place: TokenPlace | null): void {
  usePointedToken.setState({ place });
}
