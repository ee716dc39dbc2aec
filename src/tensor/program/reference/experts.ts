/** @file A layer of experts: which of them take which tokens, and the way there and back. */
import { normalDensity, normalDistribution } from '../../normal-distribution';
import type { OperationOf } from '../operation';
import type { ExpertShape } from '../operations/experts';
import type { Operands } from './operands';
import { logSumExp } from './rows';

export function routing(
  { rows, experts, perToken, capacity }: OperationOf<'routing'>,
  { logits }: Operands,
  outputs: Operands,
): void {
  const { probabilities, chosen, gates, places, slots, shares, losses } = outputs;
  shares.fill(0);
  slots.fill(-1);
  const taken = new Array<number>(experts).fill(0);
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    const logit = (expert: number) => logits[row * experts + expert];
    const normaliser = logSumExp(experts, logit);
    outputs.logSumExp[row] = normaliser;
    squares += normaliser ** 2;
    for (let expert = 0; expert < experts; expert++) {
      const probability = Math.exp(logit(expert) - normaliser);
      probabilities[row * experts + expert] = probability;
      shares[experts + expert] += probability / rows;
    }
    const best = Array.from({ length: experts }, (_, expert) => expert)
      .sort((one, other) => logit(other) - logit(one) || one - other)
      .slice(0, perToken);
    const ofBest = logSumExp(perToken, (choice) => logit(best[choice]));
    best.forEach((expert, choice) => {
      const at = row * perToken + choice;
      const among = perToken === 1 ? normaliser : ofBest;
      chosen[at] = expert;
      gates[at] = Math.exp(logit(expert) - among);
      shares[expert] += 1 / rows;
      const place = taken[expert]++;
      places[at] = place < capacity ? expert * capacity + place : -1;
      if (place < capacity) slots[places[at]] = at;
    });
  }
  losses[0] = 0;
  for (let expert = 0; expert < experts; expert++) {
    losses[0] += experts * shares[expert] * shares[experts + expert];
  }
  losses[1] = squares / rows;
}

export function routingGradient(
  { rows, experts, perToken, balance, zLoss }: OperationOf<'routingGradient'>,
  inputs: Operands,
  { logits }: Operands,
): void {
  const { gradient, factor, probabilities, chosen, gates, shares } = inputs;
  const of = (count: number, term: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => term(index)).reduce((sum, value) => sum + value, 0);
  for (let row = 0; row < rows; row++) {
    const probability = (expert: number) => probabilities[row * experts + expert];
    const first = row * perToken;
    const along = of(perToken, (choice) => gradient[first + choice] * gates[first + choice]);
    const meanShare = of(experts, (expert) => shares[expert] * probability(expert));
    for (let expert = 0; expert < experts; expert++) {
      // A softmax: over all experts, or over the two that were chosen.
      let slope = perToken === 1 ? -along * probability(expert) : 0;
      for (let at = first; at < first + perToken; at++) {
        if (chosen[at] !== expert) continue;
        slope += gates[at] * (perToken === 1 ? gradient[at] : gradient[at] - along);
      }
      if (factor) {
        const balances = balance * experts * (shares[expert] - meanShare);
        const shrinks = 2 * zLoss * inputs.logSumExp[row];
        slope += (factor[0] / rows) * probability(expert) * (balances + shrinks);
      }
      logits[row * experts + expert] = slope;
    }
  }
}

/** Which logit of a row is the threshold for one of its experts; null: it has none. */
function thresholdOf(
  { experts, perToken }: ExpertShape,
  row: number,
  expert: number,
  { noisy, chosen }: Operands,
): number | null {
  const own = [...chosen.subarray(row * perToken, (row + 1) * perToken)];
  if (!own.includes(expert)) return row * experts + own[perToken - 1];
  const others = Array.from({ length: experts }, (_, other) => row * experts + other).filter(
    (at) => !own.includes(at - row * experts),
  );
  return others.reduce<number | null>(
    (best, at) => (best === null || noisy[at] > noisy[best] ? at : best),
    null,
  );
}

export function expertUsage(
  { rows, experts, perToken, capacity }: OperationOf<'expertUsage'>,
  inputs: Operands,
  { probabilities, usage, slopes, losses }: Operands,
): void {
  const shape = { rows, experts, perToken, capacity };
  const { clean, noisy, deviation, chosen, gates } = inputs;
  usage.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let expert = 0; expert < experts; expert++) {
      const at = row * experts + expert;
      const threshold = thresholdOf(shape, row, expert, inputs);
      const distance = threshold === null ? Infinity : clean[at] - noisy[threshold];
      probabilities[at] = normalDistribution(distance / deviation[at]);
      usage[experts + expert] += probabilities[at];
    }
    for (let choice = row * perToken; choice < (row + 1) * perToken; choice++) {
      usage[chosen[choice]] += gates[choice];
    }
  }
  for (const loss of [0, 1]) {
    const own = Array.from(usage.subarray(loss * experts, (loss + 1) * experts));
    const mean = own.reduce((sum, value) => sum + value, 0) / experts;
    const square = own.reduce((sum, value) => sum + value ** 2, 0) / experts;
    losses[loss] = square / mean ** 2 - 1;
    own.forEach((value, expert) => {
      slopes[loss * experts + expert] = (2 / (experts * mean ** 2)) * (value - square / mean);
    });
  }
}

export function expertUsageGradient(
  { rows, experts, perToken, capacity, ...losses }: OperationOf<'expertUsageGradient'>,
  inputs: Operands,
  outputs: Operands,
): void {
  const shape = { rows, experts, perToken, capacity };
  const { gradient, factor, clean, noisy, deviation, chosen, slopes } = inputs;
  outputs.noisy.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let choice = row * perToken; choice < (row + 1) * perToken; choice++) {
      const slope = factor[0] * losses.importance * slopes[chosen[choice]];
      outputs.gates[choice] = gradient[choice] + slope;
    }
    for (let expert = 0; expert < experts; expert++) {
      const at = row * experts + expert;
      const threshold = thresholdOf(shape, row, expert, inputs);
      const distance = threshold === null ? 0 : (clean[at] - noisy[threshold]) / deviation[at];
      const density = threshold === null ? 0 : normalDensity(distance) / deviation[at];
      const slope = factor[0] * losses.load * slopes[experts + expert] * density;
      outputs.clean[at] = slope;
      outputs.deviation[at] = -slope * distance;
      if (threshold !== null) outputs.noisy[threshold] -= slope;
    }
  }
}

export function dispatchRows(
  { experts, capacity, perToken, width }: OperationOf<'dispatchRows'>,
  { x, slots, gates }: Operands,
  { y }: Operands,
): void {
  for (let slot = 0; slot < experts * capacity; slot++) {
    const choice = slots[slot];
    const row = Math.floor(choice / perToken);
    for (let column = 0; column < width; column++) {
      y[slot * width + column] = choice < 0 ? 0 : (gates?.[choice] ?? 1) * x[row * width + column];
    }
  }
}

export function combineRows(
  { rows, perToken, width }: OperationOf<'combineRows'>,
  { x, places, gates }: Operands,
  { y }: Operands,
): void {
  y.fill(0);
  for (let choice = 0; choice < rows * perToken; choice++) {
    const place = places[choice];
    if (place < 0) continue;
    const row = Math.floor(choice / perToken);
    for (let column = 0; column < width; column++) {
      y[row * width + column] += (gates?.[choice] ?? 1) * x[place * width + column];
    }
  }
}

export function gateGradient(
  { rows, perToken, width }: OperationOf<'gateGradient'>,
  { gradient, x, places }: Operands,
  { gates }: Operands,
): void {
  for (let choice = 0; choice < rows * perToken; choice++) {
    const place = places[choice];
    const row = Math.floor(choice / perToken);
    let sum = 0;
    for (let column = 0; place >= 0 && column < width; column++) {
      sum += gradient[row * width + column] * x[place * width + column];
    }
    gates[choice] = sum;
  }
}
