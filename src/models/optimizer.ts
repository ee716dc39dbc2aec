/** @file The optimisers, and what each keeps of which parameters beside their values. */
import type { Layout } from '../tensor/ops/pack';
import { partOfLayout, type ParameterLayout } from './layout';

export const optimizerNames = ['adamw', 'sgd', 'lion', 'muon'] as const;
export type OptimizerName = (typeof optimizerNames)[number];

/** Which parameters each state of an optimiser has a number for, by the name of the state. */
export function optimizerState(
  optimizer: OptimizerName,
  layout: ParameterLayout,
): Record<string, Layout> {
  switch (optimizer) {
    case 'adamw':
      return { firstMoment: layout, secondMoment: layout };
    case 'sgd':
    case 'lion':
      return { momentum: layout };
    case 'muon': {
      const hidden = partOfLayout(layout, 0, layout.hidden.names);
      // AdamW takes the step of the others.
      const others = partOfLayout(layout, layout.hidden.names);
      return { momentum: hidden, firstMoment: others, secondMoment: others };
    }
  }
}

/**
 * Numbers that an optimiser's step needs for a while beside gradients and states: Muon's iterations
 * have the matrices twice, and twice their products with themselves.
 */
export function workingNumbers(optimizer: OptimizerName, { hidden }: ParameterLayout): number {
  if (optimizer !== 'muon') return 0;
  return hidden.runs.reduce((sum, { count, beside, rows, columns }) => {
    const short = Math.min(rows, columns);
    return sum + count * beside * 2 * (rows * columns + short ** 2);
  }, 0);
}
