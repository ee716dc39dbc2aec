/**
 * @file Whether the dynamics of a step look healthy, by rules of thumb that the page states.
 */
import { meanOf } from '../../base/mean';
import type { DynamicsEvent } from '../../experiment/events';

export type Verdict = 'good' | 'low' | 'high';

/** Update over weights of a step: about a thousandth (Karpathy's CS231n notes, “Babysitting”). */
export const healthyRatio = { least: 1e-4, most: 1e-2 } as const;
/** Gradient norm of the first block over that of the last one. */
export const healthySpread = { least: 0.05, most: 20 } as const;
/** Share of the feed-forward units that are dead. */
export const healthyDead = 0.1;

export type HealthCheck = { value: number } & (
  { check: 'ratio' | 'spread'; verdict: Verdict } | { check: 'dead'; verdict: 'good' | 'high' }
);

/** What a step changes in the weights of a part, by its size. */
export const ratioOf = ({ update, weights }: { update: number; weights: number }) =>
  weights > 0 ? update / weights : NaN;

/** What can be told of a measurement; of a model of one block there is no spread over depth. */
export function healthOf({ parts, activations }: DynamicsEvent): HealthCheck[] {
  const checks: HealthCheck[] = [];
  const ratio = median(parts.map(ratioOf).filter(Number.isFinite));
  if (ratio !== null)
    checks.push({ check: 'ratio', value: ratio, verdict: judged(ratio, healthyRatio) });
  const layers = layerGradients(parts);
  const [first, last] = [layers.at(0) ?? 0, layers.at(-1) ?? 0];
  if (layers.length > 1 && last > 0) {
    const spread = first / last;
    checks.push({ check: 'spread', value: spread, verdict: judged(spread, healthySpread) });
  }
  const dead = activations.flatMap(({ units }) => (units ? [units.dead] : []));
  if (dead.length > 0) {
    const value = meanOf(dead);
    checks.push({ check: 'dead', value, verdict: value > healthyDead ? 'high' : 'good' });
  }
  return checks;
}

/** Gradient norm of each block, from the first on; of an encoder-decoder, of its decoder. */
function layerGradients(parts: DynamicsEvent['parts']): number[] {
  const norms = new Map<string, number>();
  for (const { part, gradient } of parts) {
    const [stack, layer] = part.split('.');
    if (stack === 'layers') norms.set(layer, Math.hypot(norms.get(layer) ?? 0, gradient));
  }
  return [...norms.values()];
}

function judged(value: number, { least, most }: { least: number; most: number }): Verdict {
  if (value < least) return 'low';
  return value > most ? 'high' : 'good';
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted.at(sorted.length >> 1) ?? null;
}
