/**
 * @file Attention without its matrix (FlashAttention, Dao et al. 2022, arXiv 2205.14135): a block of
 * queries meets the keys four at a time and keeps its softmax as a running maximum and sum.
 */
import { countClipped, type Clipping } from '../../clipped-distance';
import type { OperationOf } from '../../program/operation';
import type { AttentionShape } from '../../program/operations/attention';
import { input, lineKernel, output, uniformInput, type Kernel, type Operand } from '../kernel';
import {
  AttentionBlock,
  sourcesOf,
  type AttentionPresence,
  type HeadSource,
} from './attention-block';
import { four, ranks } from './head-vectors';
import type { LaneExchange } from './lanes';

/** Inputs or outputs of queries, and of keys with their values; one of both, or in cross attention two. */
export function sourceOperands(
  shape: AttentionShape,
  operand: (name: string, length: number) => Operand,
): { queries: Operand; keys: Operand; all: Operand[] } {
  const { queries, keys } = sourcesOf(shape);
  const of = ({ name, time, width }: HeadSource) => operand(name, shape.batch * time * width);
  const all = queries.name === keys.name ? [of(queries)] : [of(queries), of(keys)];
  return { queries: of(queries), keys: of(keys), all };
}

/** The inputs that forward and backward pass share. */
export function attentionOperands(
  shape: AttentionShape,
  { rotation, distanceBias, prefixes, keyLengths }: AttentionPresence,
): Operand[] {
  const { batch, time, heads } = shape;
  const operands = sourceOperands(shape, input).all;
  if (rotation > 0) operands.push(input('rotation', rotation));
  if (shape.clipping) operands.push(input('relative', relativeSize(shape)));
  if (distanceBias) operands.push(input('distanceBias', (2 * time - 1) * heads));
  if (prefixes) operands.push(uniformInput('prefixes', batch));
  if (keyLengths) operands.push(uniformInput('keyLengths', batch));
  if (shape.dropout > 0) operands.push(uniformInput('dropoutKey', 1));
  return operands;
}

/** Numbers in the products with clipped distances. */
export function relativeSize({ batch, time, heads, keyValueHeads, clipping }: AttentionShape) {
  return clipping ? batch * time * (heads + 2 * keyValueHeads) * countClipped(clipping) : 0;
}

/** Vectors that are added to the values. */
export const distanceValuesOperands = (
  { clipping, headDim }: Pick<AttentionShape, 'clipping' | 'headDim'>,
  isPresent: boolean,
): Operand[] =>
  clipping && isPresent ? [input('distanceValues', countClipped(clipping) * headDim)] : [];

/** Numbers of each query and clipped distance. */
export const byDistanceSize = ({ batch, time, heads, clipping }: AttentionShape) =>
  clipping ? batch * time * heads * countClipped(clipping) : 0;

/** The number of the mask is no constant: layers differ in it. */
export const maskParameters = ({ dropout, site }: AttentionShape) => (dropout > 0 ? [site] : []);

/** Names the key of the dropout mask. */
export function maskKey({ dropout }: AttentionShape): string {
  return dropout > 0 ? 'let maskKey = siteKey(dropoutKey[0].x, parameters.x);' : '';
}

/** Names the columns of the head's key and value, and the range of keys that the block sees. */
export function keysOfBlock(
  block: AttentionBlock,
  { prefixes, keyLengths }: AttentionPresence,
  rows = block.rows.length,
): string {
  const { heads, keyValueHeads, mask } = block.shape;
  const { time } = block.keys;
  const reach = mask.window - 1;
  const isWindow = mask.causal && mask.window > 0 && !prefixes;
  const first = isWindow ? `max(firstRow, ${reach}u) - ${reach}u` : '0u';
  let end = mask.causal ? `min(firstRow + ${rows}u, ${time}u)` : `${time}u`;
  if (prefixes) end = `max(${end}, prefix)`;
  if (keyLengths) end = `min(${end}, keyLength)`;
  return `${block.columnsOfKey(`(head * ${keyValueHeads}u / ${heads}u)`)}
  let firstKey = ${first};
  let endKey = ${end};`;
}

/** Loads four keys `k0…3` from `key` on and names their indices `keys` and rows `keyRow0…3`. */
export function loadKeys(block: AttentionBlock): string {
  const rows = ranks.map((rank) => {
    const row = `keyRow${rank}`;
    const { name, time } = block.keys;
    return `let ${row} = min(key + ${rank}u, ${time - 1}u);
    ${block.loadAngles(row)}
    ${block.loadTurned(`k${rank}`, name, block.keyPlace(row, 'keyColumn'), row)}`;
  });
  return `let keys = ${block.fourFrom('key')};
    ${rows.join('\n    ')}`;
}

/** Loads the values `v0…3` of the four keys. */
export function loadValues(block: AttentionBlock): string {
  return ranks
    .map((rank) => {
      const place = block.keyPlace(`keyRow${rank}`, 'valueColumn');
      return block.load(`v${rank}`, block.keys.name, place);
    })
    .join('\n    ');
}

/** Loads the block's queries `q0…` and names their rows `queryRow0…`. */
export function loadQueries(block: AttentionBlock): string {
  const { name, time } = block.queries;
  return block.each((row) => {
    const place = `queryRow${row}`;
    return `let ${place} = min(firstRow + ${row}u, ${time - 1}u);
  ${block.loadAngles(place)}
  ${block.loadTurned(`q${row}`, name, block.queryPlace(place, 'head'), place)}`;
  });
}

/** The dropout factors of the block's query with the four keys. */
export function keptShares({ queries, keys }: AttentionBlock, row: number): string {
  return `keptShare(maskKey, (plane * ${queries.time}u + queryRow${row}) * ${keys.time}u + keys)`;
}

export function attentionKernel(
  shape: OperationOf<'attention'>,
  present: AttentionPresence,
  exchange: LaneExchange,
): Kernel {
  const { batch, heads, time, headDim, dropout, clipping } = shape;
  const { distanceValues } = present;
  const block = new AttentionBlock(shape, exchange, 2, present);
  const advance = (row: number) => {
    const query = block.splatIndex(`queryRow${row}`);
    const relative = block.relativeOf(query, 'keys', 'head');
    const products = `(${block.dotFour(`q${row}`, four('k'))}${relative})`;
    const bias = block.biasOf(query, 'keys', 'head');
    return block.advanceSoftmax(String(row), products, block.sees(query, 'keys'), bias);
  };
  const addedByDistance = (row: number, clipping: Clipping) =>
    ranks.map((rank) =>
      block.loadByDistance(
        ...[`w${row}${rank}`, `v${rank}`, `queryRow${row}`, `keyRow${rank}`, clipping],
      ),
    );
  const addValues = (row: number) => {
    const added = distanceValues && clipping ? addedByDistance(row, clipping) : [];
    const values = added.length > 0 ? four(`w${row}`) : four('v');
    return `let kept${row} = share${row}${dropout > 0 ? ` * ${keptShares(block, row)}` : ''};
    ${added.join('\n    ')}
    ${block.addFour(`y${row}`, values, `kept${row}`)}`;
  };
  // Without padding a query sees at least one key; a sink there is always.
  const ifAny = (row: number, value: string) =>
    present.keyLengths && !present.sinks
      ? `select(0.0, ${value}, whole${row} > 0.0)`
      : `(${value})`;
  const finish = (row: number) =>
    `${block.store(`y${row}`, 'outY', block.headPlace(`queryRow${row}`, 'head'), ifAny(row, `1.0 / whole${row}`))}
  if (lane == 0u) { outLogSumExp[plane * ${time}u + queryRow${row}] = ${ifAny(row, `most${row} + log(whole${row})`)}; }`;
  return lineKernel({
    operands: [
      ...attentionOperands(shape, present),
      ...distanceValuesOperands(shape, distanceValues),
      ...(present.sinks ? [input('sinks', heads)] : []),
      output('y', batch * time * heads * headDim),
      output('logSumExp', batch * heads * time),
    ],
    parameters: maskParameters(shape),
    features: block.features,
    declarations: block.declarations(),
    size: block.size,
    workgroups: block.workgroups(heads),
    body: `${block.place(heads)}
  ${keysOfBlock(block, present)}
  ${maskKey(shape)}
  ${loadQueries(block)}
  ${block.each((row) => block.startSoftmax(String(row), present.sinks ? 'sinks[head]' : undefined))}
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
