/**
 * @file Decoding with a cache of keys and values: what writes a row of it, and attention over it.
 */
import { countClipped, type Clipping } from '../../clipped-distance';
import { pairsOf, type CacheShape, type OperationOf } from '../../program/operation';
import {
  elementKernel,
  inPlace,
  input,
  lineKernel,
  output,
  uniformAt,
  uniformInput,
  type Kernel,
  type Operand,
} from '../kernel';
import { distanceValuesOperands } from './attention';
import type { AttentionPresence } from './attention-block';
import { four, HeadVectors, ranks } from './head-vectors';
import type { LaneExchange } from './lanes';

/** Elements of a row of queryKeyValue, and of the cache. */
function widthsOf({ heads, keyValueHeads, headDim }: CacheShape) {
  return { packed: (heads + 2 * keyValueHeads) * headDim, cached: 2 * keyValueHeads * headDim };
}

function sharedOperands(
  shape: CacheShape,
  { rotation }: Pick<AttentionPresence, 'rotation'>,
): Operand[] {
  const operands = [
    input('queryKeyValue', shape.rows * widthsOf(shape).packed),
    input('places', shape.rows, 'i32'),
  ];
  if (rotation > 0) operands.push(input('rotation', rotation));
  return operands;
}

export function cacheWriteKernel(
  shape: OperationOf<'cacheWrite'>,
  present: Pick<AttentionPresence, 'rotation'>,
): Kernel {
  const { rows, heads, keyValueHeads, headDim, capacity } = shape;
  const { packed, cached } = widthsOf(shape);
  const { order, channels } = pairsOf(shape);
  const half = channels / 2;
  // Of an element within its head: its pair, and whether it is the first or the second of it.
  const [pair, isFirst, reach] =
    order === 'interleaved'
      ? ['within / 2u', 'within % 2u == 0u', 1]
      : [`within % ${half}u`, `within < ${half}u`, half];
  const turn = `let within = column % ${headDim}u;
  if (column < ${keyValueHeads * headDim}u && within < ${channels}u) {
    let angles = u32(places[row]) * ${headDim}u + ${pair};
    let isFirst = ${isFirst};
    let other = queryKeyValue[select(at - ${reach}u, at + ${reach}u, isFirst)];
    value = value * rotation[angles] + select(other, -other, isFirst) * rotation[angles + ${headDim / 2}u];
  }`;
  return elementKernel({
    operands: [
      ...sharedOperands(shape, present),
      input('cacheRows', rows, 'i32'),
      inPlace('cache', capacity * cached),
    ],
    count: rows * cached,
    body: `let row = index / ${cached}u;
  let column = index % ${cached}u;
  let at = row * ${packed}u + ${heads * headDim}u + column;
  var value = queryKeyValue[at];
  ${present.rotation > 0 ? turn : ''}
  cache[u32(cacheRows[row]) * ${cached}u + column] = value;`,
  });
}

/** Invocations in a workgroup: few where there are few, so that all cores share them. */
const [fewest, most] = [16, 64];
const manyInvocations = 1024;

export function cachedAttentionKernel(
  shape: OperationOf<'cachedAttention'>,
  present: AttentionPresence,
  exchange: LaneExchange,
): Kernel {
  const { rows, heads, keyValueHeads, headDim, capacity, context, window, scoreCap, clipping } =
    shape;
  const { packed, cached } = widthsOf(shape);
  const rotary = present.rotation > 0 ? pairsOf(shape) : null;
  const vectors = new HeadVectors(headDim, exchange, rotary, scoreCap);
  const units = rows * heads;
  const size = units * vectors.lanes < manyInvocations ? fewest : most;
  const vectorsInRow = heads + 2 * keyValueHeads;
  const last = vectors.splatIndex('place');
  const entries = ranks.map(
    (rank) =>
      `let entry${rank} = u32(table[row * ${context}u + min(key + ${rank}u, end - 1u)]) * ${cached}u + column;`,
  );
  // Each vector is used as soon as it is there, so that few are held in registers at a time.
  const keys = ranks.map(
    (rank) => `${vectors.load(`k${rank}`, 'cache', `entry${rank}`)}
    let part${rank} = ${vectors.partialDot('q', `k${rank}`)};`,
  );
  const values = ranks.map((rank) => {
    const value = `v${rank}`;
    const loaded = vectors.load(value, 'cache', `entry${rank} + ${keyValueHeads * headDim}u`);
    const share = `let share_${rank} = ${vectors.ofRank('share', rank)};`;
    const add = (vector: string) => vectors.addScaled('y', vector, `share_${rank}`);
    if (!clipping || !present.distanceValues) return `${loaded}\n    ${share}\n    ${add(value)}`;
    const sum = `w${rank}`;
    const key = `(key + ${rank}u)`;
    return `${loaded}
    ${vectors.loadByDistance(sum, value, 'place', key, clipping)}
    ${share}
    ${add(sum)}`;
  });
  const bias = present.distanceBias
    ? ` + biasAt(keys + ${vectors.splatIndex(`${context - 1}u`)} - ${last}, head)`
    : '';
  const relative = clipping ? ` + ${relativeOf(vectors, clipping, vectorsInRow)}` : '';
  const products = `(${vectors.wholeOfFour(four('part'))}${relative})`;
  const start = window > 0 ? `max(place, ${window - 1}u) - ${window - 1}u` : '0u';
  // Of a prefix all is seen, besides what the window holds.
  const inWindow = window > 0 ? ` & (${last} < keys + ${vectors.splatIndex(`${window}u`)})` : '';
  const isInPrefix = `keys < ${vectors.splatIndex('prefix')}`;
  const [limits, seen] = present.prefixes
    ? [
        `let prefix = u32(clamp(${uniformAt('prefixes', 'row')}, 0, ${context}));
  let first = select(${start}, 0u, prefix > 0u);
  let end = max(place + 1u, prefix);`,
        `((keys <= ${last})${inWindow}) | (${isInPrefix})`,
      ]
    : [`let first = ${start};\n  let end = place + 1u;`, `keys <= ${last}`];
  return lineKernel({
    operands: [
      ...sharedOperands(shape, present),
      input('cache', capacity * cached),
      input('table', rows * context, 'i32'),
      ...(clipping ? [input('relative', rows * vectorsInRow * countClipped(clipping))] : []),
      ...distanceValuesOperands(shape, present.distanceValues),
      ...(present.distanceBias ? [input('distanceBias', (2 * context - 1) * heads)] : []),
      ...(present.sinks ? [input('sinks', heads)] : []),
      ...(present.prefixes ? [uniformInput('prefixes', rows)] : []),
      output('y', units * headDim),
    ],
    features: vectors.features,
    declarations:
      (present.distanceBias ? vectors.biasFunction(2 * context - 1, heads) : '') +
      vectors.functions,
    size,
    workgroups: Math.ceil((units * vectors.lanes) / size),
    body: `let lane = local % ${vectors.lanes}u;
  let unit = (group * ${size}u + local) / ${vectors.lanes}u;
  if (unit >= ${units}u) { return; }
  let row = unit / ${heads}u;
  let head = unit % ${heads}u;
  let column = (head * ${keyValueHeads}u / ${heads}u) * ${headDim}u;
  let place = u32(places[row]);
  ${vectors.loadAngles('place')}
  ${vectors.loadTurned('q', 'queryKeyValue', `row * ${packed}u + head * ${headDim}u`, 'place')}
  ${vectors.startSoftmax('', present.sinks ? 'sinks[head]' : undefined)}
  ${limits}
  for (var key = first; key < end; key += 4u) {
    let keys = ${vectors.fourFrom('key')};
    ${entries.join('\n    ')}
    ${keys.join('\n    ')}
    ${vectors.advanceSoftmax('', products, seen, bias)}
    ${values.join('\n    ')}
  }
  let whole = sumOfFour(sum);
  ${vectors.store('y', 'outY', `unit * ${headDim}u`, '(1.0 / whole)')}`,
  });
}

/** The products of a row's query with the distances of four keys. */
function relativeOf({ lanes }: HeadVectors, clipping: Clipping, vectorsInRow: number): string {
  const { before, after } = clipping;
  const at = (key: string) =>
    `relative[(row * ${vectorsInRow}u + head) * ${countClipped(clipping)}u + u32(clamp(i32(${key}) - i32(place), ${-before}, ${after}) + ${before})]`;
  return lanes === 1
    ? `vec4<f32>(${ranks.map((rank) => at(`keys[${rank}]`)).join(', ')})`
    : at('keys');
}
