/**
 * @file Which keys a query sees: what every attention kernel does, in one place for its definition, its
 * reference and its picture.
 */
import type { AttentionMask } from './program/operations/attention';

/** @param prefix so many first keys are seen by all queries */
export function sees(
  { causal, window }: AttentionMask,
  query: number,
  key: number,
  prefix = 0,
): boolean {
  if (!causal || key < prefix) return true;
  return key <= query && (window === 0 || query - key < window);
}
