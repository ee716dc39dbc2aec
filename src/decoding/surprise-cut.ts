/** @file The cut of Mirostat at one token, as a link of a chain. */
import { newLink, type Link } from './processors';

/** Where Mirostat's μ begins, in bits. @param tau the surprise that is aimed at, in bits */
export function firstMu({ tau }: { tau: number }): number {
  return 2 * tau;
}

/** A surprise of at most μ bits is a probability of at least 2^−μ. */
export function surpriseCut(mu: number): Link {
  return { ...newLink('epsilon'), settings: { epsilon: 2 ** -mu } };
}
