/**
 * @file The probabilities of attention, for pictures: one invocation for each query, in plain loops,
 * since speed does not matter there.
 */
import type { OperationOf } from '../../program/operation';
import { elementKernel, output, type Kernel } from '../kernel';
import { attentionOperands, keysOfBlock } from './attention';
import type { AttentionPresence } from './attention-block';
import { float } from './wgsl';

export function attentionProbabilitiesKernel(
  shape: OperationOf<'attentionProbabilities'>,
  present: AttentionPresence,
): Kernel {
  const { batch, heads, keyValueHeads, time, headDim } = shape;
  const queries = batch * heads * time;
  const rowWidth = (heads + 2 * keyValueHeads) * headDim;
  const half = headDim / 2;
  const plainScore = `for (var at = 0u; at < ${headDim}u; at++) {
      score += queryKeyValue[queryAt + at] * queryKeyValue[keyAt + at];
    }`;
  const turnedScore = `for (var at = 0u; at < ${half}u; at++) {
      score += dot(turned(queryAt + at, place * ${headDim}u + at), turned(keyAt + at, key * ${headDim}u + at));
    }`;
  return elementKernel({
    operands: [
      ...attentionOperands({ ...shape, dropout: 0 }, present),
      output('probabilities', queries * time),
    ],
    declarations:
      present.rotation === 0
        ? ''
        : `
fn turned(at: u32, angle: u32) -> vec2<f32> {
  let pair = vec2<f32>(queryKeyValue[at], queryKeyValue[at + ${half}u]);
  let cos = rotation[angle];
  let sin = rotation[angle + ${half}u];
  return vec2<f32>(pair.x * cos - pair.y * sin, pair.y * cos + pair.x * sin);
}
`,
    count: queries,
    body: `let plane = index / ${time}u;
  let place = index % ${time}u;
  let firstRow = place;
  let head = plane % ${heads}u;
  let sequenceRow = (plane / ${heads}u) * ${time}u;
  ${keysOfBlock(shape, 1)}
  let queryAt = (sequenceRow + place) * ${rowWidth}u + head * ${headDim}u;
  let row = index * ${time}u;
  for (var key = 0u; key < ${time}u; key++) { outProbabilities[row + key] = 0.0; }
  var most = -3.4e38;
  for (var key = firstKey; key < endKey; key++) {
    let keyAt = (sequenceRow + key) * ${rowWidth}u + keyColumn;
    var score = 0.0;
    ${present.rotation === 0 ? plainScore : turnedScore}
    score *= ${float(1 / Math.sqrt(headDim))};
    ${present.distanceBias ? `score += distanceBias[(key + ${time - 1}u - place) * ${heads}u + head];` : ''}
    most = max(most, score);
    outProbabilities[row + key] = score;
  }
  var sum = 0.0;
  for (var key = firstKey; key < endKey; key++) {
    let share = exp(outProbabilities[row + key] - most);
    sum += share;
    outProbabilities[row + key] = share;
  }
  for (var key = firstKey; key < endKey; key++) { outProbabilities[row + key] /= sum; }`,
  });
}
