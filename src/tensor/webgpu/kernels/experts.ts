/**
 * @file A layer of experts: which of them take which tokens, and the way there and back. Without
 * atomics: each expert counts its own choices in their order.
 */
import type { OperationOf } from '../../program/operation';
import { elementKernel, input, lineKernel, output, read, type Kernel } from '../kernel';
import { count } from './count';
import { lanesOf, rowOfLane, type LaneExchange } from './lanes';
import { float } from './wgsl';

type Routing = OperationOf<'routing'>;

export function routingKernels(operation: Routing): Kernel[] {
  return [choiceKernel(operation), slotKernel(operation), lossKernel(operation)];
}

/** Of each token, alone: probabilities, experts and gates. */
function choiceKernel({ rows, experts, perToken }: Routing): Kernel {
  const second = `var second = 0u;
  var next = -3.4e38;
  for (var expert = 0u; expert < ${experts}u; expert++) {
    let logit = logits[start + expert];
    if (expert != first && logit > next) { second = expert; next = logit; }
  }
  let below = exp(next - best);
  outChosen[2u * index + 1u] = i32(second);
  outGates[2u * index] = 1.0 / (1.0 + below);
  outGates[2u * index + 1u] = below / (1.0 + below);`;
  return elementKernel({
    operands: [
      input('logits', rows * experts),
      output('probabilities', rows * experts),
      output('logSumExp', rows),
      output('chosen', rows * perToken, 'i32'),
      output('gates', rows * perToken),
    ],
    count: rows,
    body: `let start = index * ${experts}u;
  var first = 0u;
  var best = logits[start];
  for (var expert = 1u; expert < ${experts}u; expert++) {
    let logit = logits[start + expert];
    if (logit > best) { first = expert; best = logit; }
  }
  var sum = 0.0;
  for (var expert = 0u; expert < ${experts}u; expert++) { sum += exp(logits[start + expert] - best); }
  outLogSumExp[index] = best + log(sum);
  for (var expert = 0u; expert < ${experts}u; expert++) {
    outProbabilities[start + expert] = exp(logits[start + expert] - best) / sum;
  }
  outChosen[${perToken}u * index] = i32(first);
  ${perToken === 1 ? 'outGates[index] = 1.0 / sum;' : second}`,
  });
}

/** Of each expert, by a workgroup: who gets a slot, its share of choices, its mean probability. */
function slotKernel({ rows, experts, perToken, capacity }: Routing): Kernel {
  const size = 256;
  const choices = rows * perToken;
  const stretch = Math.ceil(choices / size);
  const ofStretch = `var choice = first; choice < end; choice++`;
  return lineKernel({
    operands: [
      read(output('probabilities', rows * experts)),
      read(output('chosen', choices, 'i32')),
      output('places', choices, 'i32'),
      output('slots', experts * capacity, 'i32'),
      output('shares', 2 * experts),
    ],
    declarations: `var<workgroup> counts: array<u32, ${size}>;
var<workgroup> sums: array<f32, ${size}>;`,
    size,
    workgroups: experts,
    body: `let expert = i32(group);
  let first = min(local * ${stretch}u, ${choices}u);
  let end = min(first + ${stretch}u, ${choices}u);
  var own = 0u;
  for (${ofStretch}) { own += select(0u, 1u, outChosen[choice] == expert); }
  counts[local] = own;
  var sum = 0.0;
  for (var row = local; row < ${rows}u; row += ${size}u) {
    sum += outProbabilities[row * ${experts}u + group];
  }
  sums[local] = sum;
  workgroupBarrier();
  var place = 0u;
  var all = 0u;
  for (var other = 0u; other < ${size}u; other++) {
    if (other == local) { place = all; }
    all += counts[other];
  }
  for (${ofStretch}) {
    if (outChosen[choice] == expert) {
      let slot = group * ${capacity}u + place;
      outPlaces[choice] = select(-1, i32(slot), place < ${capacity}u);
      if (place < ${capacity}u) { outSlots[slot] = i32(choice); }
      place++;
    }
  }
  for (var slot = all + local; slot < ${capacity}u; slot += ${size}u) {
    outSlots[group * ${capacity}u + slot] = -1;
  }
  if (local > 0u) { return; }
  for (var other = 1u; other < ${size}u; other++) { sum += sums[other]; }
  outShares[group] = f32(all) * ${float(1 / rows)};
  outShares[${experts}u + group] = sum * ${float(1 / rows)};`,
  });
}

function lossKernel({ rows, experts }: Routing): Kernel {
  const size = 64;
  return lineKernel({
    operands: [
      read(output('logSumExp', rows)),
      read(output('shares', 2 * experts)),
      output('losses', 2),
    ],
    declarations: `var<workgroup> sums: array<f32, ${size}>;`,
    size,
    workgroups: 1,
    body: `var squares = 0.0;
  for (var row = local; row < ${rows}u; row += ${size}u) {
    squares += outLogSumExp[row] * outLogSumExp[row];
  }
  sums[local] = squares;
  workgroupBarrier();
  if (local > 0u) { return; }
  for (var other = 1u; other < ${size}u; other++) { squares += sums[other]; }
  var balance = 0.0;
  for (var expert = 0u; expert < ${experts}u; expert++) {
    balance += outShares[expert] * outShares[${experts}u + expert];
  }
  outLosses[0] = ${float(experts)} * balance;
  outLosses[1] = squares * ${float(1 / rows)};`,
  });
}

export function routingGradientKernel(
  { rows, experts, perToken, balance, zLoss }: OperationOf<'routingGradient'>,
  present: { factor: boolean },
): Kernel {
  const choices = rows * perToken;
  const operands = [
    input('gradient', choices),
    input('probabilities', rows * experts),
    input('logSumExp', rows),
    input('chosen', choices, 'i32'),
    input('gates', choices),
    input('shares', 2 * experts),
  ];
  if (present.factor) operands.push(input('factor', 1));
  const each = count(perToken);
  const choice = (at: number) => `${perToken}u * index + ${at}u`;
  const losses = `let balances = ${float(balance * experts)} * (shares[expert] - meanShare);
    let shrinks = ${float(2 * zLoss)} * logSumExp[index];
    slope += factor[0] * ${float(1 / rows)} * probability * (balances + shrinks);`;
  return elementKernel({
    operands: [...operands, output('logits', rows * experts)],
    count: rows,
    body: `let start = index * ${experts}u;
  ${each.map((at) => `let expert${at} = u32(chosen[${choice(at)}]);`).join(' ')}
  ${each.map((at) => `let gate${at} = gates[${choice(at)}];`).join(' ')}
  ${each.map((at) => `let gradient${at} = gradient[${choice(at)}];`).join(' ')}
  let along = ${each.map((at) => `gradient${at} * gate${at}`).join(' + ')};
  var meanShare = 0.0;
  ${present.factor ? `for (var expert = 0u; expert < ${experts}u; expert++) { meanShare += shares[expert] * probabilities[start + expert]; }` : ''}
  for (var expert = 0u; expert < ${experts}u; expert++) {
    let probability = probabilities[start + expert];
    var slope = ${perToken === 1 ? '-along * probability' : '0.0'};
    ${each
      .map((at) => {
        const change = perToken === 1 ? `gradient${at}` : `(gradient${at} - along)`;
        return `if (expert == expert${at}) { slope += gate${at} * ${change}; }`;
      })
      .join('\n    ')}
    ${present.factor ? losses : ''}
    outLogits[start + expert] = slope;
  }`,
  });
}

export function dispatchRowsKernel(
  { rows, experts, perToken, capacity, width }: OperationOf<'dispatchRows'>,
  present: { gates: boolean },
): Kernel {
  const slots = experts * capacity;
  const operands = [input('x', rows * width), input('slots', slots, 'i32')];
  if (present.gates) operands.push(input('gates', rows * perToken));
  return elementKernel({
    operands: [...operands, output('y', slots * width)],
    count: slots * width,
    body: `let choice = slots[index / ${width}u];
  var value = 0.0;
  if (choice >= 0) {
    value = x[(u32(choice) / ${perToken}u) * ${width}u + index % ${width}u]${present.gates ? ' * gates[choice]' : ''};
  }
  outY[index] = value;`,
  });
}

export function combineRowsKernel(
  { rows, experts, perToken, capacity, width }: OperationOf<'combineRows'>,
  present: { gates: boolean },
): Kernel {
  const operands = [
    input('x', experts * capacity * width),
    input('places', rows * perToken, 'i32'),
  ];
  if (present.gates) operands.push(input('gates', rows * perToken));
  return elementKernel({
    operands: [...operands, output('y', rows * width)],
    count: rows * width,
    body: `let choice = (index / ${width}u) * ${perToken}u;
  var sum = 0.0;
  ${count(perToken)
    .map(
      (at) => `let place${at} = places[choice + ${at}u];
  if (place${at} >= 0) {
    sum += x[u32(place${at}) * ${width}u + index % ${width}u]${present.gates ? ` * gates[choice + ${at}u]` : ''};
  }`,
    )
    .join('\n  ')}
  outY[index] = sum;`,
  });
}

export function gateGradientKernel(
  { rows, experts, perToken, capacity, width }: OperationOf<'gateGradient'>,
  exchange: LaneExchange,
): Kernel {
  const lanes = lanesOf(exchange);
  const choices = rows * perToken;
  return lineKernel({
    operands: [
      input('gradient', rows * width),
      input('x', experts * capacity * width),
      input('places', choices, 'i32'),
      output('gates', choices),
    ],
    features: lanes.features,
    declarations: lanes.declarations,
    size: lanes.size,
    workgroups: Math.ceil(choices / lanes.rows),
    body: `${rowOfLane(lanes, choices)}
  let place = places[row];
  let start = u32(max(place, 0)) * ${width}u;
  var sum = 0.0;
  for (var column = lane; column < ${width}u; column += ${lanes.count}u) {
    sum += gradient[(row / ${perToken}u) * ${width}u + column] * x[start + column];
  }
  let whole = laneSum(sum, local);
  if (lane == 0u) { outGates[row] = select(0.0, whole, place >= 0); }`,
  });
}
