/**
 * @file The token that is pointed at or has the focus, shared by all columns. It stands apart from the page,
 * so that only the lines that tell of it are drawn anew while the pointer moves.
 */
import { create } from 'zustand';

/** `token`: its index in the column. */
export interface PointedPlace {
  column: number;
  token: number;
}

interface PointedToken {
  place: PointedPlace | null;
}

export const usePointedToken = create<PointedToken>()(() => ({ place: null }));

export function pointAtToken(place: PointedPlace | null): void {
  usePointedToken.setState({ place });
}
