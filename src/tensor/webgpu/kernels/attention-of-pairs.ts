/**
 * @file Attention whose pairs are chosen one by one: an invocation for each number, in plain loops, since
 * speed does not matter there.
 */
import type { OperationOf } from '../../program/operation';
import { elementKernel, input, output, type Kernel } from '../kernel';
import { distanceValuesOperands } from './attention';
import type { AttentionPresence } from './attention-block';

export function attentionOfPairsKernel(
  shape: OperationOf<'attentionOfPairs'>,
  present: Pick<AttentionPresence, 'distanceValues'>,
): Kernel {
  const { batch, time, keyTime, heads, keyValueHeads, headDim, rowWidth, hasSink } = shape;
  const { clipping } = shape;
  const added =
    clipping && present.distanceValues
      ? ` + distanceValues[u32(clamp(i32(key) - i32(query), ${-clipping.before}, ${clipping.after}) + ${clipping.before}) * ${headDim}u + index % ${headDim}u]`
      : '';
  const pairs = time * keyTime;
  const count = batch * time * heads * headDim;
  return elementKernel({
    operands: [
      input('keyValue', batch * keyTime * rowWidth),
      input('probabilities', batch * heads * pairs),
      input('seen', heads * pairs),
      ...distanceValuesOperands(shape, present.distanceValues),
      output('y', count),
    ],
    count,
    body: `let row = index / ${heads * headDim}u;
  let sequence = row / ${time}u;
  let query = row % ${time}u;
  let head = index / ${headDim}u % ${heads}u;
  let keyHead = head * ${keyValueHeads}u / ${heads}u;
  let seenAt = (head * ${time}u + query) * ${keyTime}u;
  let givenAt = sequence * ${heads * pairs}u + seenAt;
  let column = ${rowWidth - keyValueHeads * headDim}u + keyHead * ${headDim}u + index % ${headDim}u;
  let valueAt = sequence * ${keyTime * rowWidth}u + column;
  var whole = 0.0;
  var mixed = 0.0;
  var sink = ${hasSink ? '1.0' : '0.0'};
  for (var key = 0u; key < ${keyTime}u; key++) {
    let given = probabilities[givenAt + key] * seen[seenAt + key];
    whole += given;
    ${hasSink ? 'sink -= probabilities[givenAt + key];' : ''}
    mixed += given * (keyValue[valueAt + key * ${rowWidth}u]${added});
  }
  whole += max(0.0, sink);
  outY[index] = select(0.0, mixed / whole, whole > 0.0);`,
  });
}
