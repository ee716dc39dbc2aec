/**
 * @file The gradient of the bias by distance: sums over the diagonals of the scores' gradient. Four
 * lanes or one take some neighbouring diagonals of one head of one sequence, four queries at a time;
 * the sums of the sequences are then added. No atomics, so always the same sum.
 */
import type { OperationOf } from '../../program/operation';
import { elementKernel, input, lineKernel, output, read, scratch, type Kernel } from '../kernel';
import { attentionOperands, maskKey, maskParameters } from './attention';
import { AttentionBlock, type AttentionPresence } from './attention-block';
import { count } from './count';
import { four, ranks } from './head-vectors';
import type { LaneExchange } from './lanes';

type Shape = OperationOf<'attentionGradient'>;

/** Diagonals at a time at most: they share most of the keys that they need. */
const mostAtOnce = 4;
const size = 64;

/** The distances key − query of pairs that can see each other; with a prefix, they may be any. */
function distancesOf({ time, mask }: Shape, present: AttentionPresence) {
  const { window } = mask;
  const causal = mask.causal && !present.prefixes;
  const reach = causal && window > 0 ? Math.min(window, time) : time;
  return { lowest: 1 - reach, number: reach + (causal ? 0 : time - 1) };
}

export function distanceBiasGradientKernels(
  shape: Shape,
  present: AttentionPresence,
  exchange: LaneExchange,
): Kernel[] {
  return [diagonalKernel(shape, present, exchange), sumKernel(shape, present)];
}

const diagonals = (shape: Shape, present: AttentionPresence) =>
  scratch('diagonals', shape.batch * shape.heads * distancesOf(shape, present).number);

function diagonalKernel(shape: Shape, present: AttentionPresence, exchange: LaneExchange): Kernel {
  const { batch, heads, keyValueHeads, time, headDim, dropout } = shape;
  const { lowest, number } = distancesOf(shape, present);
  const block = new AttentionBlock(shape, exchange, 4, present);
  const atOnce = count(Math.min(mostAtOnce, block.rowsThatFit(2, 14)));
  const groups = Math.ceil(number / atOnce.length);
  const units = batch * heads * groups;
  const last = `${time - 1}u`;
  const loadQuery = (rank: number) => {
    const name = `queryRow${rank}`;
    const place = block.queryPlace(name, 'head');
    return `let ${name} = min(query + ${rank}u, ${last});
    ${block.loadAngles(name)}
    ${block.loadTurned(`q${rank}`, block.keys.name, place, name)}
    ${block.load(`g${rank}`, 'gradient', block.headPlace(name, 'head'))}`;
  };
  const loadKey = (at: number) => {
    const name = `keyRow${at}`;
    return `let ${name} = u32(clamp(i32(query) + distance + ${at}, 0, ${time - 1}));
    ${block.loadAngles(name)}
    ${block.loadTurned(`k${at}`, block.keys.name, block.keyPlace(name, 'keyColumn'), name)}
    ${block.load(`v${at}`, block.keys.name, block.keyPlace(name, 'valueColumn'))}`;
  };
  const from = (array: string, at: number) => ranks.map((rank) => `${array}${rank + at}`);
  const addPairs = (at: number) => {
    const keys = `keys${at}`;
    const bias = block.biasOf('queries', keys, 'head');
    const kept =
      dropout > 0 ? ` * keptShare(maskKey, (queries + plane * ${time}u) * ${time}u + ${keys})` : '';
    const end = block.splatIndex(`${time}u`);
    // Keys before the first have turned into large numbers.
    return `let ${keys} = queries + ${block.splatIndex(`u32(distance + ${at})`)};
    let seen${at} = (queries < ${end}) & (${keys} < ${end}) & (${block.sees('queries', keys)});
    let score${at} = ${block.scored(block.dotPairs(four('q'), from('k', at)))}${bias};
    let shareSlope${at} = ${block.dotPairs(four('g'), from('v', at))}${kept};
    let slope${at} = exp(score${at} - logSums) * (shareSlope${at} - rowSums);
    sum${at} += select(${block.splat('0.0')}, slope${at}, seen${at});`;
  };
  const ofQueries = (array: string) => block.loadFour(array, `plane * ${time}u`, 'query', last);
  const rows = batch * time;
  return lineKernel({
    operands: [
      ...attentionOperands(shape, present),
      input('gradient', rows * heads * headDim),
      input('logSumExp', rows * heads),
      read(output('rowSums', rows * heads)),
      diagonals(shape, present),
    ],
    parameters: maskParameters(shape),
    features: block.features,
    declarations: block.declarations(),
    size,
    workgroups: Math.ceil((units * block.lanes) / size),
    body: `let lane = local % ${block.lanes}u;
  let unit = (group * ${size}u + local) / ${block.lanes}u;
  if (unit >= ${units}u) { return; }
  let plane = unit / ${groups}u;
  let first = (unit % ${groups}u) * ${atOnce.length}u;
  let distance = i32(first) + ${lowest};
  ${block.placeOfPlane(heads)}
  ${block.columnsOfKey(`(head * ${keyValueHeads}u / ${heads}u)`)}
  ${maskKey(shape)}
  ${atOnce.map((at) => `var sum${at} = ${block.splat('0.0')};`).join(' ')}
  let firstQuery = u32(max(0, ${1 - atOnce.length} - distance));
  let endQuery = u32(min(${time}, ${time} - distance));
  for (var query = firstQuery; query < endQuery; query += 4u) {
    let queries = ${block.fourFrom('query')};
    let logSums = ${ofQueries('logSumExp')};
    let rowSums = ${ofQueries('outRowSums')};
    ${ranks.map(loadQuery).join('\n    ')}
    ${count(atOnce.length + 3)
      .map(loadKey)
      .join('\n    ')}
    ${atOnce.map(addPairs).join('\n    ')}
  }
  ${atOnce.map((at) => `let whole${at} = sumOfFour(sum${at});`).join(' ')}
  if (lane == 0u) {
    ${atOnce
      .map((at) => {
        const isSure = number % atOnce.length === 0;
        const place = `plane * ${number}u + first + ${at}u`;
        return `${isSure ? '' : `if (first + ${at}u < ${number}u) `}{ diagonals[${place}] = whole${at}; }`;
      })
      .join('\n    ')}
  }`,
  });
}

/** Over the sequences; distances at which none sees another have 0. */
function sumKernel(shape: Shape, present: AttentionPresence): Kernel {
  const { batch, heads, time } = shape;
  const { lowest, number } = distancesOf(shape, present);
  const before = time - 1 + lowest;
  return elementKernel({
    operands: [read(diagonals(shape, present)), output('distanceBias', (2 * time - 1) * heads)],
    count: (2 * time - 1) * heads,
    body: `let head = index % ${heads}u;
  // Rows before the first that counts turn into large numbers.
  let place = index / ${heads}u - ${before}u;
  var sum = 0.0;
  if (place < ${number}u) {
    for (var plane = head; plane < ${batch * heads}u; plane += ${heads}u) {
      sum += diagonals[plane * ${number}u + place];
    }
  }
  outDistanceBias[index] = sum;`,
  });
}
