/**
 * @file Arithmetic of a layer of experts.
 */
import type { ExpertOperation } from '../operations/experts';
import type { Presence } from './presence';

export function expertFlops(operation: ExpertOperation, has: Presence): number {
  switch (operation.kind) {
    case 'routing': {
      const { rows, experts, perToken } = operation;
      // Largest, difference, exponential, sum, division, and the sum of probabilities; for each choice a
      // comparison with every expert, and a second one's gate. In each row the logarithm, the largest
      // added, square and sum; of each expert the mean and its product with the share.
      const each = experts * (6 + perToken) + 4 + (perToken - 1) * 3;
      return rows * each + 3 * experts;
    }
    case 'routingGradient': {
      const { rows, experts, perToken } = operation;
      // Of two gates the mean of their gradients, then difference and product; of one the same over all
      // experts. Of the losses the shares' mean, difference and product; the z-loss's share, and both
      // added.
      const gates = perToken === 2 ? 8 : 2 * experts + 2;
      return rows * (gates + has('factor') * (7 * experts + 3));
    }
    case 'expertUsage': {
      const { rows, experts, perToken } = operation;
      // Of each token the largest of the others, the share of a normal distribution for each expert, and
      // both sums; of each expert mean, square and slope, twice.
      return rows * (experts * (1 + 2 + 17 + 1) + perToken) + 2 * (experts * 6 + 6);
    }
    case 'expertUsageGradient': {
      const { rows, experts, perToken } = operation;
      // The density and its three shares, and of each gate the importance's.
      return rows * (experts * (1 + 2 + 5 + 5) + 2 * perToken);
    }
    case 'dispatchRows':
      return has('gates') * operation.experts * operation.capacity * operation.width;
    case 'combineRows':
      return (
        operation.rows *
        operation.width *
        (operation.perToken - 1 + has('gates') * operation.perToken)
      );
    case 'gateGradient':
      return 2 * operation.rows * operation.perToken * operation.width;
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}
