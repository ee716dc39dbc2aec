/**
 * @file Attention whose pairs are chosen one by one: an invocation for each number, in plain loops, since
 * speed does not matter there.
 */
import type { OperationOf } from '../../program/operation';
import { elementKernel, input, output, type Kernel } from '../kernel';

export function attentionOfPairsKernel({
  batch,
  time,
  heads,
  keyValueHeads,
  headDim,
  hasSink,
}: OperationOf<'attentionOfPairs'>): Kernel {
  const width = (heads + 2 * keyValueHeads) * headDim;
  const pairs = time * time;
  const count = batch * time * heads * headDim;
  return elementKernel({
    operands: [
      input('queryKeyValue', batch * time * width),
      input('probabilities', batch * heads * pairs),
      input('seen', heads * pairs),
      output('y', count),
    ],
    count,
    body: `let row = index / ${heads * headDim}u;
  let sequence = row / ${time}u;
  let query = row % ${time}u;
  let head = index / ${headDim}u % ${heads}u;
  let keyHead = head * ${keyValueHeads}u / ${heads}u;
  let seenAt = (head * ${time}u + query) * ${time}u;
  let givenAt = sequence * ${heads * pairs}u + seenAt;
  let valueAt = sequence * ${time * width}u + (${heads + keyValueHeads}u + keyHead) * ${headDim}u + index % ${headDim}u;
  var whole = 0.0;
  var mixed = 0.0;
  var sink = ${hasSink ? '1.0' : '0.0'};
  for (var key = 0u; key < ${time}u; key++) {
    let given = probabilities[givenAt + key] * seen[seenAt + key];
    whole += given;
    ${hasSink ? 'sink -= probabilities[givenAt + key];' : ''}
    mixed += given * queryKeyValue[valueAt + key * ${width}u];
  }
  whole += max(0.0, sink);
  outY[index] = select(0.0, mixed / whole, whole > 0.0);`,
  });
}
