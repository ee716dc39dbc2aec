/**
 * @file Arithmetic of what only optimisers need.
 */
import { elementsOfRuns, matricesOfRuns } from '../matrix-runs';
import type { ElementwiseUpdate, OptimizerOperation } from '../operations/optimizers';
import type { Presence } from './presence';

export function optimizerFlops(operation: OptimizerOperation, has: Presence): number {
  switch (operation.kind) {
    case 'sumOfSquares':
      return 2 * operation.size;
    case 'lossScaling':
      // Sum; the scale's reciprocal, its change, the count.
      return operation.parts + 3;
    case 'adamw':
      // Both moments (3 and 4), their corrections, root, ε, quotient, rate, difference.
      return elementwiseUpdateFlops(operation, 14) + unscaleFlops(has);
    case 'sgd':
      // The buffer (2), rate, difference.
      return elementwiseUpdateFlops(operation, 4) + unscaleFlops(has);
    case 'lion':
      // What gives the sign (3), the rate's difference, the buffer (3).
      return elementwiseUpdateFlops(operation, 7) + unscaleFlops(has);
    case 'muonDirection': {
      const { runs, parts, gradientClip } = operation;
      const clips = Number(gradientClip > 0);
      // The buffer (2), Nesterov (2), square and sum, quotient; of each matrix root and ε.
      return (
        elementsOfRuns(runs) * (7 + clips) +
        matricesOfRuns(runs) * 2 +
        clips * (parts + 4) +
        unscaleFlops(has)
      );
    }
    case 'muonUpdate': {
      const { runs, weightDecay } = operation;
      // Rate and difference, and the decay; their factors.
      const decays = Number(weightDecay > 0);
      return elementsOfRuns(runs) * (2 + decays) + matricesOfRuns(runs) * 2 + decays * 2;
    }
    case 'groupedMatmul':
      return operation.groups.reduce(
        (sum, { count, m, n, k }) => sum + count * m * n * (2 * k + 1 + 2 * has('addend')),
        0,
      );
    default:
      throw new TypeError(`no such operation: ${JSON.stringify(operation satisfies never)}`);
  }
}

/** The norm and the clip's factor are multiplied. */
const unscaleFlops = (has: Presence) => 2 * has('unscale');

/** @param each of an element, without clipping and decay */
function elementwiseUpdateFlops(
  { size, parts, decayed, gradientClip, weightDecay }: ElementwiseUpdate,
  each: number,
): number {
  const clips = gradientClip > 0;
  const decays = weightDecay > 0 ? decayed : 0;
  // The norm, the clip's factor, the decay's.
  return (
    size * (each + Number(clips)) + decays + parts + 1 + (clips ? 3 : 0) + (decays > 0 ? 2 : 0)
  );
}
