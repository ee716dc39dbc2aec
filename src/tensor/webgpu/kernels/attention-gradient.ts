/**
 * @file The gradient of attention in kernels, each of which makes the probabilities again from
 * logSumExp: one over blocks of queries, for theirs and for the row sums, one over blocks of keys, for
 * keys and values; where it is asked for, two more for the bias of distances.
 */
import type { OperationOf } from '../../program/operation';
import { input, lineKernel, output, read, type Kernel, type Operand } from '../kernel';
import {
  attentionOperands,
  byDistanceSize,
  keptShares,
  keysOfBlock,
  loadKeys,
  loadQueries,
  loadValues,
  maskKey,
  maskParameters,
  sourceOperands,
} from './attention';
import { AttentionBlock, type AttentionPresence } from './attention-block';
import { distanceBiasGradientKernels } from './distance-bias';
import { relativeGradientKernel } from './relative-gradient';
import { four, ranks } from './head-vectors';
import type { LaneExchange } from './lanes';

type Shape = OperationOf<'attentionGradient'>;

export function attentionGradientKernels(
  shape: Shape,
  present: AttentionPresence,
  exchange: LaneExchange,
  wanted: { distanceBias: boolean; distanceShares: boolean },
): Kernel[] {
  return [
    queryGradientKernel(shape, present, exchange),
    keyValueGradientKernel(shape, present, exchange),
    ...(shape.clipping ? [relativeGradientKernel(shape, shape.clipping, present, wanted)] : []),
    ...(wanted.distanceBias ? distanceBiasGradientKernels(shape, present, exchange) : []),
  ];
}

function sharedOperands(shape: Shape, present: AttentionPresence): Operand[] {
  const { batch, heads, time, headDim } = shape;
  return [
    ...attentionOperands(shape, present),
    input('gradient', batch * time * heads * headDim),
    input('logSumExp', batch * heads * time),
    ...(present.distanceSlopes ? [input('distanceSlopes', byDistanceSize(shape))] : []),
  ];
}

function queryGradientKernel(
  shape: Shape,
  present: AttentionPresence,
  exchange: LaneExchange,
): Kernel {
  const { batch, heads, time, headDim, dropout } = shape;
  const block = new AttentionBlock(shape, exchange, 3, present);
  const target = sourceOperands(shape, output).queries;
  const start = (row: number) => {
    const place = block.headPlace(`queryRow${row}`, 'head');
    const product = block.partialDot(`g${row}`, `y${row}`);
    return `${block.load(`g${row}`, 'gradient', place)}
  ${block.load(`y${row}`, 'y', place)}
  let rowSum${row} = ${block.lanes === 1 ? product : `laneSum(${product}, 0u)`};
  let logSum${row} = logSumExp[plane * ${time}u + queryRow${row}];
  ${block.zeros(`slope${row}`)}`;
  };
  const advance = (row: number) => {
    const query = block.splatIndex(`queryRow${row}`);
    const bias = block.biasOf(query, 'keys', 'head');
    const relative = block.relativeOf(query, 'keys', 'head');
    const products = `(${block.dotFour(`q${row}`, four('k'))}${relative})`;
    const seen = block.sees(query, 'keys');
    const kept = dropout > 0 ? ` * ${keptShares(block, row)}` : '';
    const added = block.slopesOf(query, 'keys', 'head');
    return `let score${row} = ${block.scored(products)};
    let share${row} = select(${block.splat('0.0')}, exp(score${row}${bias} - logSum${row}), ${seen});
    let shareSlope${row} = (${block.dotFour(`g${row}`, four('v'))}${added})${kept};
    let scoreSlope${row} = ${block.belowCap(`share${row} * (shareSlope${row} - rowSum${row})`, `score${row}`)};
    ${block.addFour(`slope${row}`, four('k'), `scoreSlope${row}`)}`;
  };
  const finish = (row: number) => {
    const place = block.queryPlace(`queryRow${row}`, 'head');
    return `${block.store(`slope${row}`, target.variable, place, block.scale, `queryRow${row}`)}
  if (lane == 0u) { outRowSums[plane * ${time}u + queryRow${row}] = rowSum${row}; }`;
  };
  return lineKernel({
    operands: [
      ...sharedOperands(shape, present),
      target,
      input('y', batch * time * heads * headDim),
      output('rowSums', batch * heads * time),
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
  ${block.each(start)}
  for (var key = firstKey; key < endKey; key += 4u) {
    ${loadKeys(block)}
    ${loadValues(block)}
    ${block.each(advance)}
  }
  ${block.eachInside(finish)}`,
  });
}

function keyValueGradientKernel(
  shape: Shape,
  present: AttentionPresence,
  exchange: LaneExchange,
): Kernel {
  const { batch, heads, keyValueHeads, time, dropout, mask } = shape;
  const block = new AttentionBlock(shape, exchange, 4, present, 'keys');
  const { queries: querySource, keys: keySource } = block;
  const target = sourceOperands(shape, output).keys;
  // In whole fours, so that none of them overhangs where the sequence is made of fours.
  let firstQuery = mask.causal ? 'firstRow / 4u * 4u' : '0u';
  let endQuery =
    mask.causal && mask.window > 0
      ? `min(firstRow + ${block.rows.length - 1 + mask.window}u, ${time}u)`
      : `${time}u`;
  if (present.prefixes) {
    firstQuery = `select(${firstQuery}, 0u, firstRow < prefix)`;
    endQuery = `select(${endQuery}, ${time}u, firstRow < prefix)`;
  }
  const start = (row: number) => {
    const name = `keyRow${row}`;
    return `let ${name} = min(firstRow + ${row}u, ${keySource.time - 1}u);
  ${block.loadAngles(name)}
  ${block.loadTurned(`k${row}`, keySource.name, block.keyPlace(name, 'keyColumn'), name)}
  ${block.load(`v${row}`, keySource.name, block.keyPlace(name, 'valueColumn'))}
  ${block.zeros(`keySlope${row}`)} ${block.zeros(`valueSlope${row}`)}`;
  };
  const queries = ranks.map((rank) => {
    const name = `queryRow${rank}`;
    const place = block.queryPlace(name, 'queryHead');
    return `let ${name} = min(start + ${rank}u, ${time - 1}u);
      ${block.loadAngles(name)}
      ${block.loadTurned(`q${rank}`, querySource.name, place, name)}
      ${block.load(`g${rank}`, 'gradient', block.headPlace(name, 'queryHead'))}`;
  });
  const ofQueries = (array: string) =>
    block.loadFour(array, `queryPlane * ${time}u`, 'start', `${time - 1}u`);
  const advance = (row: number) => {
    const key = block.splatIndex(`keyRow${row}`);
    const bias = block.biasOf('queries', key, 'queryHead');
    const relative = block.relativeOf('queries', key, 'queryHead');
    const products = `(${block.dotFour(`k${row}`, four('q'))}${relative})`;
    const seen = block.sees('queries', key);
    const added = block.slopesOf('queries', key, 'queryHead');
    const kept =
      dropout > 0
        ? `keptShare(maskKey, (queries + queryPlane * ${time}u) * ${keySource.time}u + keyRow${row})`
        : block.splat('1.0');
    return `let score${row} = ${block.scored(products)};
      let share${row} = select(${block.splat('0.0')}, exp(score${row}${bias} - logSums), ${seen});
      let factor${row} = ${kept};
      let kept${row} = share${row} * factor${row};
      let shareSlope${row} = (${block.dotFour(`v${row}`, four('g'))}${added}) * factor${row};
      let scoreSlope${row} = ${block.belowCap(`share${row} * (shareSlope${row} - rowSums)`, `score${row}`)};
      ${block.addFour(`valueSlope${row}`, four('g'), `kept${row}`)}
      ${block.addFour(`keySlope${row}`, four('q'), `scoreSlope${row}`)}`;
  };
  const finish = (row: number) => {
    const place = (column: string) => block.keyPlace(`keyRow${row}`, column);
    return `${block.store(`keySlope${row}`, target.variable, place('keyColumn'), block.scale, `keyRow${row}`)}
  ${block.store(`valueSlope${row}`, target.variable, place('valueColumn'), '1.0')}`;
  };
  const group = heads / keyValueHeads;
  return lineKernel({
    operands: [
      ...sharedOperands(shape, present),
      target,
      read(output('rowSums', batch * heads * time)),
    ],
    parameters: maskParameters(shape),
    features: block.features,
    declarations: block.declarations(),
    size: block.size,
    workgroups: block.workgroups(keyValueHeads),
    body: `${block.place(keyValueHeads)}
  ${block.columnsOfKey('head')}
  ${maskKey(shape)}
  ${block.each(start)}
  for (var member = 0u; member < ${group}u; member++) {
    let queryHead = head * ${group}u + member;
    let queryPlane = sequence * ${heads}u + queryHead;
    for (var start = ${firstQuery}; start < ${endQuery}; start += 4u) {
      ${queries.join('\n      ')}
      let queries = ${block.fourFrom('start')};
      let logSums = ${ofQueries('logSumExp')};
      let rowSums = ${ofQueries('outRowSums')};
      ${block.each(advance)}
    }
  }
  ${block.eachInside(finish)}`,
  });
}

/** Of the sinks: a workgroup for each, whose sums meet in one order. */
export function sinkGradientKernel({ batch, time, heads }: OperationOf<'sinkGradient'>): Kernel {
  const size = 64;
  const rows = batch * heads * time;
  return lineKernel({
    operands: [
      input('sinks', heads),
      input('logSumExp', rows),
      input('rowSums', rows),
      output('sinks', heads),
    ],
    declarations: `var<workgroup> sums: array<f32, ${size}>;`,
    size,
    workgroups: heads,
    body: `var sum = 0.0;
  for (var each = local; each < ${batch * time}u; each += ${size}u) {
    let at = (each / ${time}u * ${heads}u + group) * ${time}u + each % ${time}u;
    sum -= exp(sinks[group] - logSumExp[at]) * rowSums[at];
  }
  sums[local] = sum;
  workgroupBarrier();
  if (local > 0u) { return; }
  for (var other = 1u; other < ${size}u; other++) { sum += sums[other]; }
  outSinks[group] = sum;`,
  });
}
