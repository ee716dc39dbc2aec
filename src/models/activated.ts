/**
 * @file Activations of single numbers, as in `tensor/ops/activation.ts`.
 */
import { geluCubic, geluSlope } from '../tensor/constants';
import { normalDistribution } from '../tensor/normal-distribution';
import type { FeedForwardActivation } from './block';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export function activated(x: number, activation: FeedForwardActivation): number {
  switch (activation) {
    case 'gelu':
      return x * sigmoid(geluSlope * x + geluCubic * x ** 3);
    case 'geluErf':
      return x * normalDistribution(x);
    case 'silu':
      return x * sigmoid(x);
    case 'relu':
      return Math.max(0, x);
  }
}
