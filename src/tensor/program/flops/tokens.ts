/**
 * @file Arithmetic between tokens and vectors.
 */
import type { TokenOperation } from '../operations/tokens';
import type { Presence } from './presence';

export function tokenFlops(operation: TokenOperation, has: Presence, gives: Presence): number {
  switch (operation.kind) {
    case 'embedding':
      return has('positions') * operation.rows * operation.width;
    case 'embeddingGradient':
    case 'positionGradient':
      return operation.rows * operation.width;
    case 'crossEntropy': {
      const { rows, vocabulary } = operation;
      // Largest, difference, exponential, sum; for the gradient two divisions. In each row the
      // logarithm, the largest added, the label's logit and the sum of losses; for the gradient the 1.
      const gradient = gives('gradient');
      return rows * ((4 + 2 * gradient) * vocabulary + 4 + gradient) + 1 + has('factor');
    }
    case 'sample':
      // Largest, difference, temperature, exponential, sum, and the comparison with the bound.
      return operation.rows * operation.vocabulary * 6;
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}
