/**
 * @file Layer norm (Ba et al. 2016, arXiv 1607.06450) and RMS norm (Zhang & Sennrich 2019, arXiv
 * 1910.07467) with their gradients.
 */
import { normEpsilon } from '../../constants';
import type { OperationOf } from '../../program/operation';
import type { HeadRows, NormShape } from '../../program/operations/norm';
import { input, lineKernel, output, type Kernel } from '../kernel';
import { lanesOf, rowOfLane, type LaneExchange } from './lanes';
import { float } from './wgsl';

/**
 * Names the column `gainAt` before a row's gain and whether the row `stays` as it is, where the rows are
 * vectors of heads; with WGSL of the column of the gain, and of a choice of what a row gets.
 */
function gainOfRow({ heads, width }: NormShape) {
  if (!heads) return { naming: '', column: 'column', choose: (normed: string) => normed };
  const { queries, keys, values } = heads;
  return {
    naming: `let place = row % ${queries + keys + values}u;
  let gainAt = select(0u, ${width}u, place >= ${queries}u);
  let stays = place >= ${queries + keys}u;`,
    column: 'gainAt + column',
    choose: (normed: string, plain: string) => `select(${normed}, ${plain}, stays)`,
  };
}

/** Numbers in the gain. */
const gainSize = ({ heads, width }: NormShape) => (heads ? 2 * width : width);

export function normKernel(
  operation: OperationOf<'norm'>,
  present: { bias: boolean },
  exchange: LaneExchange,
): Kernel {
  const { norm, rows, width } = operation;
  const lanes = lanesOf(exchange);
  const gain = gainOfRow(operation);
  const operands = [input('x', rows * width), input('gain', gainSize(operation))];
  if (present.bias) operands.push(input('bias', width));
  operands.push(output('y', rows * width), output('statistics', rows * 2));
  const columns = `var column = lane; column < ${width}u; column += ${lanes.count}u`;
  const mean = `var sum = 0.0;
  for (${columns}) { sum += x[row * ${width}u + column]; }
  let mean = laneSum(sum, local) * ${float(1 / width)};`;
  return lineKernel({
    operands,
    features: lanes.features,
    declarations: lanes.declarations,
    size: lanes.size,
    workgroups: Math.ceil(rows / lanes.rows),
    body: `${rowOfLane(lanes, rows)}
  ${norm === 'layer' ? mean : 'let mean = 0.0;'}
  var squares = 0.0;
  for (${columns}) {
    let centred = x[row * ${width}u + column] - mean;
    squares += centred * centred;
  }
  let inverse = inverseSqrt(laneSum(squares, local) * ${float(1 / width)} + ${float(normEpsilon)});
  ${gain.naming}
  let scale = ${gain.choose('inverse', '1.0')};
  for (${columns}) {
    let normalised = (x[row * ${width}u + column] - mean) * scale;
    let factor = ${gain.choose(`gain[${gain.column}]`, '1.0')};
    outY[row * ${width}u + column] = normalised * factor${present.bias ? ' + bias[column]' : ''};
  }
  if (lane == 0u) {
    outStatistics[row * 2u] = mean;
    outStatistics[row * 2u + 1u] = scale;
  }`,
  });
}

export function normGradientKernel(
  operation: OperationOf<'normGradient'>,
  present: { addend: boolean },
  exchange: LaneExchange,
): Kernel {
  const { norm, rows, width } = operation;
  const lanes = lanesOf(exchange);
  const gain = gainOfRow(operation);
  const operands = [
    input('gradient', rows * width),
    input('x', rows * width),
    input('gain', gainSize(operation)),
    input('statistics', rows * 2),
  ];
  if (present.addend) operands.push(input('addend', rows * width));
  const columns = `var column = lane; column < ${width}u; column += ${lanes.count}u`;
  return lineKernel({
    operands: [...operands, output('x', rows * width)],
    features: lanes.features,
    declarations: lanes.declarations,
    size: lanes.size,
    workgroups: Math.ceil(rows / lanes.rows),
    body: `${rowOfLane(lanes, rows)}
  ${gain.naming}
  let mean = statistics[row * 2u];
  let scale = statistics[row * 2u + 1u];
  var sum = 0.0;
  var projected = 0.0;
  for (${columns}) {
    let inner = gradient[row * ${width}u + column] * gain[${gain.column}];
    sum += inner;
    projected += inner * (x[row * ${width}u + column] - mean) * scale;
  }
  let innerMean = ${norm === 'layer' ? `laneSum(sum, local) * ${float(1 / width)}` : '0.0'};
  let projection = laneSum(projected, local) * ${float(1 / width)};
  for (${columns}) {
    let at = row * ${width}u + column;
    let inner = gradient[at] * gain[${gain.column}];
    let normalised = (x[at] - mean) * scale;
    let slope = (inner - innerMean - normalised * projection) * scale;
    outX[at] = ${gain.choose('slope', 'gradient[at]')}${present.addend ? ' + addend[at]' : ''};
  }`,
  });
}

/** Columns of a workgroup side by side. */
const tileColumns = 16;

/** Names of a column's gain how many rows of each token have it, which is the `first`, and all. */
function ofGain({ queries, keys, values }: HeadRows, width: number, rows: number): string {
  const tokens = rows / (queries + keys + values);
  return `let count = select(${queries}u, ${keys}u, column >= ${width}u);
  let first = select(0u, ${queries}u, column >= ${width}u);
  let ofGain = count * ${tokens}u;`;
}

/**
 * @param stretches of the rows, whose sums meet in workgroup memory: the more, the more invocations
 * have work; with one, no barrier is needed
 */
export function normParameterGradientKernel(
  operation: OperationOf<'normParameterGradient'>,
  present: { bias: boolean },
  stretches: 1 | 16,
): Kernel {
  const { rows, width, heads } = operation;
  const gains = gainSize(operation);
  const operands = [
    input('gradient', rows * width),
    input('x', rows * width),
    input('statistics', rows * 2),
    output('gain', gains),
  ];
  if (present.bias) operands.push(output('bias', width));
  const size = tileColumns * stretches;
  const meeting = `gainSums[local] = gainSum;
  biasSums[local] = biasSum;
  workgroupBarrier();
  if (stretch > 0u) { return; }
  for (var other = 1u; other < ${stretches}u; other++) {
    gainSum += gainSums[local + other * ${tileColumns}u];
    biasSum += biasSums[local + other * ${tileColumns}u];
  }`;
  return lineKernel({
    operands,
    declarations:
      stretches === 1
        ? ''
        : `var<workgroup> gainSums: array<f32, ${size}>;
var<workgroup> biasSums: array<f32, ${size}>;`,
    size,
    workgroups: Math.ceil(gains / tileColumns),
    body: `let column = group * ${tileColumns}u + local % ${tileColumns}u;
  let readable = ${heads ? `column % ${width}u` : `min(column, ${width - 1}u)`};
  let stretch = local / ${tileColumns}u;
  var gainSum = 0.0;
  var biasSum = 0.0;
  ${heads ? ofGain(heads, width, rows) : ''}
  for (var each = stretch; each < ${heads ? 'ofGain' : `${rows}u`}; each += ${stretches}u) {
    let row = ${heads ? `each / count * ${heads.queries + heads.keys + heads.values}u + first + each % count` : 'each'};
    let value = gradient[row * ${width}u + readable];
    let centred = x[row * ${width}u + readable] - statistics[row * 2u];
    biasSum += value;
    gainSum += value * centred * statistics[row * 2u + 1u];
  }
  ${stretches === 1 ? '' : meeting}
  if (column >= ${gains}u) { return; }
  outGain[column] = gainSum;
  ${present.bias ? 'outBias[column] = biasSum;' : ''}`,
  });
}
