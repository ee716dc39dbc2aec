/**
 * @file The rotation of queries and keys (RoPE, Su et al. 2021, arXiv 2104.09864).
 */
import { elementsOfPair } from '../../rotary';
import { pairsOf, type AttentionShape } from '../operations/attention';
import type { Cells } from './operands';

/**
 * Rows of headDim cells, each turned by its own row of angles: headDim/2 cosines, then the sines; without
 * angles the rows as they are.
 * @param direction −1: back, which is also the gradient
 */
export function turnPairs(
  shape: Pick<AttentionShape, 'rotary' | 'headDim'>,
  x: Float64Array,
  angles: Cells | undefined,
  direction: 1 | -1,
): Float64Array {
  if (!angles) return x;
  const { headDim } = shape;
  const pairs = pairsOf(shape);
  const turned = Float64Array.from(x);
  for (let row = 0; row < x.length; row += headDim) {
    for (let pair = 0; pair < pairs.channels / 2; pair++) {
      const [first, second] = elementsOfPair(pairs, headDim, pair).map((at) => row + at);
      const cos = angles[row + pair];
      const sin = angles[row + headDim / 2 + pair] * direction;
      turned[first] = x[first] * cos - x[second] * sin;
      turned[second] = x[second] * cos + x[first] * sin;
    }
  }
  return turned;
}
