/**
 * @file The gradient of the products with clipped distances (Shaw et al. 2018, arXiv 1803.02155): one
 * invocation for each of them, over the keys at that distance from its query, of which there is one but for
 * the clipped ones. The shares of the distances, which are the sums of their probabilities, are made on
 * the way. No atomics, so always the same sum.
 */
import { countClipped, type Clipping } from '../../clipped-distance';
import type { OperationOf } from '../../program/operation';
import { elementKernel, input, output, read, type Kernel } from '../kernel';
import {
  attentionOperands,
  byDistanceSize,
  keysOfBlock,
  maskKey,
  maskParameters,
  relativeSize,
} from './attention';
import { AttentionBlock, type AttentionPresence } from './attention-block';
import { dropoutFunctions, float } from './wgsl';

export function relativeGradientKernel(
  shape: OperationOf<'attentionGradient'>,
  clipping: Clipping,
  present: AttentionPresence,
  wanted: { distanceShares: boolean },
): Kernel {
  const { batch, time, heads, keyValueHeads, headDim, mask, dropout } = shape;
  const { scoreCap = 0 } = shape;
  const { distanceSlopes } = present;
  const { distanceShares } = wanted;
  // Its rows are not used: an invocation has one query.
  const block = new AttentionBlock(shape, 'shared', 1, present);
  const count = countClipped(clipping);
  const rows = batch * time;
  const { name } = block.queries;
  // Within the range of keys, only a prefix leaves some unseen.
  const isHidden =
    present.prefixes && mask.window > 0
      ? `key >= prefix && key + ${mask.window}u <= place`
      : 'false';
  const cap = float(scoreCap);
  return elementKernel({
    operands: [
      ...attentionOperands(shape, { ...present, rotation: 0, distanceBias: false }),
      input('gradient', rows * heads * headDim),
      input('logSumExp', rows * heads),
      read(output('rowSums', rows * heads)),
      output('relative', relativeSize(shape)),
      ...(distanceSlopes ? [input('distanceSlopes', byDistanceSize(shape))] : []),
      ...(distanceShares ? [output('distanceShares', byDistanceSize(shape))] : []),
    ],
    parameters: maskParameters(shape),
    declarations: dropout > 0 ? dropoutFunctions(dropout, false) : '',
    count: relativeSize(shape),
    body: `let bucket = index % ${count}u;
  let vector = index / ${count}u;
  let row = vector / ${heads + 2 * keyValueHeads}u;
  let ofRow = vector % ${heads + 2 * keyValueHeads}u;
  if (ofRow >= ${heads}u) { outRelative[index] = 0.0; return; }
  let place = row % ${time}u;
  let firstRow = place;
  let plane = row / ${time}u * ${heads}u + ofRow;
  ${block.placeOfPlane(heads)}
  ${keysOfBlock(block, present, 1)}
  ${maskKey(shape)}
  let queryAt = ${block.queryPlace('place', 'head')};
  let headAt = ${block.headPlace('place', 'head')};
  let logSum = logSumExp[plane * ${time}u + place];
  let rowSum = outRowSums[plane * ${time}u + place];
  let nearest = i32(place) + i32(bucket) - ${clipping.before};
  let first = max(i32(firstKey), select(nearest, 0, bucket == 0u));
  let end = min(i32(endKey), select(nearest + 1, ${time}, bucket == ${count - 1}u));
  let ofQuery = (row * ${heads}u + ofRow) * ${count}u + bucket;
  var sum = 0.0;
  ${distanceShares ? 'var share = 0.0;' : ''}
  for (var at = first; at < end; at++) {
    let key = u32(at);
    if (${isHidden}) { continue; }
    let keyAt = ${block.keyPlace('key', 'keyColumn')};
    let valueAt = ${block.keyPlace('key', 'valueColumn')};
    var score = relative[index];
    var slope = ${distanceSlopes ? 'distanceSlopes[ofQuery]' : '0.0'};
    for (var i = 0u; i < ${headDim}u; i++) {
      score += ${name}[queryAt + i] * ${name}[keyAt + i];
      slope += gradient[headAt + i] * ${name}[valueAt + i];
    }
    score *= ${block.scale};
    ${scoreCap > 0 ? `score = ${cap} * tanh(clamp(score / ${cap}, -15.0, 15.0));` : ''}
    let probability = exp(score - logSum);
    let kept = ${dropout > 0 ? `keptShare(maskKey, (plane * ${time}u + place) * ${time}u + key)` : '1.0'};
    ${distanceShares ? 'share += probability * kept;' : ''}
    sum += probability * (slope * kept - rowSum)${scoreCap > 0 ? ` * (1.0 - score / ${cap} * score / ${cap})` : ''};
  }
  ${distanceShares ? 'outDistanceShares[ofQuery] = share;' : ''}
  outRelative[index] = sum * ${block.scale};`,
  });
}
