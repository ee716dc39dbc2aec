/**
 * @file Attention without its matrix (FlashAttention, Dao et al. 2022, arXiv 2205.14135): a block of
 * queries meets the keys four at a time and keeps its softmax as a running maximum and sum.
 */
import type { AttentionShape, OperationOf } from '../../program/operation';
import { input, lineKernel, output, uniformInput, type Kernel, type Operand } from '../kernel';
import { AttentionBlock, type AttentionPresence } from './attention-block';
import { four, ranks } from './head-vectors';
import type { LaneExchange } from './lanes';

export function packedSize({ batch, time, heads, keyValueHeads, headDim }: AttentionShape): number {
  return batch * time * (heads + 2 * keyValueHeads) * headDim;
}

/** The inputs that forward and backward pass share. */
export function attentionOperands(
  shape: AttentionShape,
  { rotation, distanceBias }: AttentionPresence,
): Operand[] {
  const { time, heads } = shape;
  const operands = [input('queryKeyValue', packedSize(shape))];
  if (rotation > 0) operands.push(input('rotation', rotation));
  if (distanceBias) operands.push(input('distanceBias', (2 * time - 1) * heads));
  if (shape.dropout > 0) operands.push(uniformInput('dropoutKey', 1));
  return operands;
}

/** The number of the mask is no constant: layers differ in it. */
export const maskParameters = ({ dropout, site }: AttentionShape) => (dropout > 0 ? [site] : []);

/** Names the key of the dropout mask. */
export function maskKey({ dropout }: AttentionShape): string {
  return dropout > 0 ? 'let maskKey = siteKey(dropoutKey[0].x, parameters.x);' : '';
}

/** Names the columns of the head's key and value, and the range of keys that the block sees. */
export function keysOfBlock(
  { time, heads, keyValueHeads, headDim, mask }: AttentionShape,
  rows: number,
): string {
  const reach = mask.window - 1;
  const first = mask.causal && mask.window > 0 ? `max(firstRow, ${reach}u) - ${reach}u` : '0u';
  const end = mask.causal ? `min(firstRow + ${rows}u, ${time}u)` : `${time}u`;
  return `let keyColumn = (${heads}u + head * ${keyValueHeads}u / ${heads}u) * ${headDim}u;
  let valueColumn = keyColumn + ${keyValueHeads * headDim}u;
  let firstKey = ${first};
  let endKey = ${end};`;
}

/** Loads four keys `k0…3` from `key` on and names their indices `keys` and rows `keyRow0…3`. */
export function loadKeys(block: AttentionBlock): string {
  const rows = ranks.map((rank) => {
    const row = `keyRow${rank}`;
    return `let ${row} = min(key + ${rank}u, ${block.shape.time - 1}u);
    ${block.loadAngles(row)}
    ${block.loadTurned(`k${rank}`, 'queryKeyValue', block.packedPlace(row, 'keyColumn'), row)}`;
  });
  return `let keys = ${block.fourFrom('key')};
    ${rows.join('\n    ')}`;
}

/** Loads the values `v0…3` of the four keys. */
export function loadValues(block: AttentionBlock): string {
  return ranks
    .map((rank) => {
      const place = block.packedPlace(`keyRow${rank}`, 'valueColumn');
      return block.load(`v${rank}`, 'queryKeyValue', place);
    })
    .join('\n    ');
}

/** Loads the block's queries `q0…` and names their rows `queryRow0…`. */
export function loadQueries(block: AttentionBlock): string {
  const { time, headDim } = block.shape;
  return block.each((row) => {
    const name = `queryRow${row}`;
    return `let ${name} = min(firstRow + ${row}u, ${time - 1}u);
  ${block.loadAngles(name)}
  ${block.loadTurned(`q${row}`, 'queryKeyValue', block.packedPlace(name, `head * ${headDim}u`), name)}`;
  });
}

/** The dropout factors of the block's query with the four keys. */
export function keptShares({ shape }: AttentionBlock, row: number): string {
  const { time } = shape;
  return `keptShare(maskKey, (plane * ${time}u + queryRow${row}) * ${time}u + keys)`;
}

export function attentionKernel(
  shape: OperationOf<'attention'>,
  present: AttentionPresence,
  exchange: LaneExchange,
): Kernel {
  const { batch, heads, time, headDim, dropout } = shape;
  const block = new AttentionBlock(shape, exchange, 2, present);
  const advance = (row: number) => {
    const query = block.splatIndex(`queryRow${row}`);
    const scores = block.dotFour(`q${row}`, four('k'));
    const bias = block.biasOf(query, 'keys', 'head');
    return block.advanceSoftmax(String(row), scores, block.sees(query, 'keys'), bias);
  };
  const addValues = (row: number) =>
    `let kept${row} = share${row}${dropout > 0 ? ` * ${keptShares(block, row)}` : ''};
    ${block.addFour(`y${row}`, four('v'), `kept${row}`)}`;
  const finish = (row: number) =>
    `${block.store(`y${row}`, 'outY', block.headPlace(`queryRow${row}`, 'head'), `(1.0 / whole${row})`)}
  if (lane == 0u) { outLogSumExp[plane * ${time}u + queryRow${row}] = most${row} + log(whole${row}); }`;
  return lineKernel({
    operands: [
      ...attentionOperands(shape, present),
      output('y', batch * time * heads * headDim),
      output('logSumExp', batch * heads * time),
    ],
    parameters: maskParameters(shape),
    features: block.features,
    declarations: block.declarations(),
    size: block.size,
    workgroups: block.workgroups(heads),
    body: `${block.place(heads)}
  ${keysOfBlock(shape, block.rows.length)}
  ${maskKey(shape)}
  ${loadQueries(block)}
  ${block.each((row) => block.startSoftmax(String(row)))}
  for (var key = firstKey; key < endKey; key += 4u) {
    ${loadKeys(block)}
    ${block.each(advance)}
    ${loadValues(block)}
    ${block.each(addValues)}
  }
  ${block.each((row) => `let whole${row} = sumOfFour(sum${row});`)}
  ${block.eachInside(finish)}`,
  });
}
