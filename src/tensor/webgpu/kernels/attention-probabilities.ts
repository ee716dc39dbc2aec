/**
 * @file The probabilities of attention, for pictures: one invocation for each query, in plain loops,
 * since speed does not matter there.
 */
import { countClipped } from '../../clipped-distance';
import type { OperationOf } from '../../program/operation';
import { pairsOf } from '../../program/operations/attention';
import { elementKernel, input, output, type Kernel } from '../kernel';
import { attentionOperands, keysOfBlock } from './attention';
import { AttentionBlock, type AttentionPresence } from './attention-block';
import { pairElements } from './head-vectors';
import { float } from './wgsl';

export function attentionProbabilitiesKernel(
  shape: OperationOf<'attentionProbabilities'>,
  present: AttentionPresence,
): Kernel {
  const { batch, heads, keyValueHeads, time, headDim, scoreCap = 0, clipping } = shape;
  // Its rows are not used: an invocation has one query.
  const block = new AttentionBlock(shape, 'shared', 1, present);
  const { queries: from, keys: to } = block;
  const queries = batch * heads * time;
  const half = headDim / 2;
  const plainScore = `for (var at = 0u; at < ${headDim}u; at++) {
      score += ${from.name}[queryAt + at] * ${to.name}[keyAt + at];
    }`;
  const turnedScore = `for (var pair = 0u; pair < ${half}u; pair++) {
      score += dot(turned(queryAt, pair, place), turned(keyAt, pair, key));
    }`;
  const [first, second] = pairElements(pairsOf(shape), headDim, 'pair');
  const each = (statements: string) => `for (var key = firstKey; key < endKey; key++) {
    ${statements}
  }`;
  // Within the range of keys, only a prefix leaves some unseen.
  const isHidden =
    present.prefixes && shape.mask.window > 0
      ? `key >= prefix && key + ${shape.mask.window}u <= place`
      : 'false';
  const relativeRow = !clipping
    ? ''
    : `let relativeRow = ((sequence * ${time}u + place) * ${heads + 2 * keyValueHeads}u + head) * ${countClipped(clipping)}u;`;
  return elementKernel({
    operands: [
      ...attentionOperands({ ...shape, dropout: 0 }, present),
      ...(present.sinks ? [input('sinks', heads)] : []),
      output('probabilities', queries * to.time),
    ],
    declarations:
      present.rotation === 0
        ? ''
        : `
fn turned(at: u32, pair: u32, place: u32) -> vec2<f32> {
  let x = vec2<f32>(${from.name}[at + ${first}], ${from.name}[at + ${second}]);
  let cos = rotation[place * ${headDim}u + pair];
  let sin = rotation[place * ${headDim}u + ${half}u + pair];
  return vec2<f32>(x.x * cos - x.y * sin, x.y * cos + x.x * sin);
}
`,
    count: queries,
    body: `let plane = index / ${time}u;
  let place = index % ${time}u;
  let firstRow = place;
  ${block.placeOfPlane(heads)}
  ${keysOfBlock(block, present, 1)}
  let queryAt = ${block.queryPlace('place', 'head')};
  ${relativeRow}
  let row = index * ${to.time}u;
  for (var key = 0u; key < ${to.time}u; key++) { outProbabilities[row + key] = 0.0; }
  var most = ${present.sinks ? 'sinks[head]' : '-3.4e38'};
  ${each(`if (${isHidden}) { continue; }
    let keyAt = ${block.keyPlace('key', 'keyColumn')};
    var score = 0.0;
    ${present.rotation === 0 ? plainScore : turnedScore}
    ${!clipping ? '' : `score += relative[relativeRow + u32(clamp(i32(key) - i32(place), ${-clipping.before}, ${clipping.after}) + ${clipping.before})];`}
    score *= ${float(1 / Math.sqrt(headDim))};
    ${scoreCap > 0 ? `score = ${float(scoreCap)} * tanh(clamp(score / ${float(scoreCap)}, -15.0, 15.0));` : ''}
    ${present.distanceBias ? `score += distanceBias[(key + ${time - 1}u - place) * ${heads}u + head];` : ''}
    most = max(most, score);
    outProbabilities[row + key] = score;`)}
  var sum = ${present.sinks ? 'exp(sinks[head] - most)' : '0.0'};
  ${each(`if (${isHidden}) { continue; }
    let share = exp(outProbabilities[row + key] - most);
    sum += share;
    outProbabilities[row + key] = share;`)}
  ${each('outProbabilities[row + key] /= sum;')}`,
  });
}
