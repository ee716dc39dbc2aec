/**
 * @file The two ends of Muon's step (Jordan et al. 2024): from the gradient to the matrices that are
 * made orthogonal, and from these to the weights.
 */
import { muonScale, newtonSchulz } from '../../constants';
import {
  elementsOfRun,
  elementsOfRuns,
  isTall,
  matricesOfRuns,
  rowStepOf,
} from '../../program/matrix-runs';
import type { OperationOf } from '../../program/operation';
import type { MatrixRun } from '../../program/operations/optimizers';
import {
  elementKernel,
  inPlace,
  input,
  lineKernel,
  output,
  read,
  scratch,
  type Kernel,
} from '../kernel';
import { lanesOf, type LaneExchange, type Lanes } from './lanes';
import { clipStatements, unscaleOperands, type UpdatePresence } from './optimizer';
import { float } from './wgsl';

/** Stretches of each matrix whose squares are summed side by side. */
const stretches = 64;

/** Statements that act in the run of `index`, of which they see how many `before` there are. */
function inRun(
  runs: readonly MatrixRun[],
  countOf: (run: MatrixRun) => number,
  index: string,
  act: (run: MatrixRun, before: number) => string,
): string {
  let before = 0;
  const branches = runs.map((run) => {
    const statements = act(run, before);
    before += countOf(run);
    return `if (${index} < ${before}u) {
    ${statements}
  }`;
  });
  return branches.join(' else ');
}

/**
 * `placeOf(index)`: of an element of a matrix, counted in the order of the matrices and row by row,
 * the place in the flat vector, in the packed one, and the longer side of its matrix.
 */
function placeFunction(runs: readonly MatrixRun[]): string {
  const branches = inRun(runs, elementsOfRun, 'index', (run, before) => {
    const { offset, step, rows, columns, beside } = run;
    const packed = isTall(run) ? `start + column * ${rows}u + row` : 'index';
    return `let element = (index - ${before}u) % ${rows * columns}u;
    let start = index - element;
    let matrix = (start - ${before}u) / ${rows * columns}u;
    let row = element / ${columns}u;
    let column = element % ${columns}u;
    let first = ${offset}u + (matrix / ${beside}u) * ${step}u + (matrix % ${beside}u) * ${columns}u;
    return vec3<u32>(first + row * ${rowStepOf(run)}u + column, ${packed}, ${Math.max(rows, columns)}u);`;
  });
  return `fn placeOf(index: u32) -> vec3<u32> {
  ${branches}
  return vec3<u32>();
}
`;
}

/** Names the stretch that a few lanes work on: `unit`, `matrix`, and from where to where it goes. */
function stretchStatements(runs: readonly MatrixRun[], lanes: Lanes): string {
  const units = matricesOfRuns(runs) * stretches;
  let elements = 0;
  const branches = inRun(
    runs,
    ({ count, beside }) => count * beside,
    'matrix',
    (run, matrices) => {
      const { rows, columns } = run;
      const packed = elements;
      elements += elementsOfRun(run);
      const length = Math.ceil((rows * columns) / stretches);
      return `let start = ${packed}u + (matrix - ${matrices}u) * ${rows * columns}u;
    first = start + min((unit % ${stretches}u) * ${length}u, ${rows * columns}u);
    end = start + min((unit % ${stretches}u + 1u) * ${length}u, ${rows * columns}u);`;
    },
  );
  // What is past the end has no elements, but meets the others in the reductions.
  return `let unit = group * ${lanes.rows}u + local / ${lanes.count}u;
  let matrix = unit / ${stretches}u;
  var first = 0u;
  var end = 0u;
  if (unit < ${units}u) {
  ${branches}
  }`;
}

export function muonDirectionKernels(
  operation: OperationOf<'muonDirection'>,
  present: UpdatePresence,
  exchange: LaneExchange,
): Kernel[] {
  const { size, parts, runs, momentum } = operation;
  const lanes = lanesOf(exchange);
  const units = matricesOfRuns(runs) * stretches;
  const direction = output('direction', elementsOfRuns(runs));
  const squaresOfUnits = scratch('squaresOfUnits', units);
  const shared = {
    features: lanes.features,
    size: lanes.size,
    workgroups: Math.ceil(units / lanes.rows),
  };
  // Of nothing but zeros, which stay zeros.
  const skip = `for (var index = first + lane; index < end; index += ${lanes.count}u) {
      outDirection[index] = 0.0;
    }
    if (lane == 0u && unit < ${units}u) { squaresOfUnits[unit] = 0.0; }
    return;`;
  const move = lineKernel({
    ...shared,
    operands: [
      inPlace('buffer', size),
      input('gradient', size),
      input('partials', parts),
      ...unscaleOperands(present),
      direction,
      squaresOfUnits,
    ],
    declarations: lanes.declarations + placeFunction(runs),
    body: `${stretchStatements(runs, lanes)}
  ${clipStatements(operation, lanes, present, skip)}
  var sum = 0.0;
  for (var index = first + lane; index < end; index += ${lanes.count}u) {
    let place = placeOf(index);
    let slope = gradient[place.x] * clip;
    let moved = ${float(momentum)} * buffer[place.x] + slope;
    let ahead = slope + ${float(momentum)} * moved;
    buffer[place.x] = moved;
    outDirection[place.y] = ahead;
    sum += ahead * ahead;
  }
  sum = laneSum(sum, local);
  if (lane == 0u && unit < ${units}u) { squaresOfUnits[unit] = sum; }`,
  });
  const normalise = lineKernel({
    ...shared,
    operands: [read(squaresOfUnits), direction],
    declarations: lanes.declarations,
    body: `let lane = local % ${lanes.count}u;
  ${stretchStatements(runs, lanes)}
  var squares = 0.0;
  for (var part = lane; part < ${stretches}u; part += ${lanes.count}u) {
    squares += squaresOfUnits[min(matrix * ${stretches}u + part, ${units - 1}u)];
  }
  let norm = sqrt(laneSum(squares, local)) + ${float(newtonSchulz.epsilon)};
  for (var index = first + lane; index < end; index += ${lanes.count}u) {
    outDirection[index] = outDirection[index] / norm;
  }`,
  });
  return [move, normalise];
}

export function muonUpdateKernel(
  { size, runs, weightDecay }: OperationOf<'muonUpdate'>,
  present: UpdatePresence,
): Kernel {
  const count = elementsOfRuns(runs);
  return elementKernel({
    operands: [
      inPlace('weights', size),
      input('direction', count),
      input('learningRate', 1),
      ...unscaleOperands(present),
    ],
    declarations: placeFunction(runs),
    count,
    body: `${present.unscale ? 'if (unscale[0] == 0.0) { return; }' : ''}
  let place = placeOf(index);
  let rate = learningRate[0];
  let step = rate * ${float(muonScale)} * sqrt(f32(place.z)) * direction[place.y];
  weights[place.x] = weights[place.x] * (1.0 - rate * ${float(weightDecay)}) - step;`,
  });
}
