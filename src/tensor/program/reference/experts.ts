/** @file A layer of experts: which of them take which tokens, and the way there and back. */
import type { OperationOf } from '../operation';
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
