/**
 * @file A token's bias in a column: what it is, and how it is changed, in the column and at once in what is
 * looked at.
 */
import type { StrategyConfig } from '../../decoding/types';
import { useLab } from '../../state/lab';
import { biasesOf, canBeBiased, mostTokens, withBias } from '../../state/selectors';

/**
 * @param column null where there is none to change
 * @param looked the strategy that is looked at, and how another one is
 */
export function useBias(
  column: number | null,
  looked: StrategyConfig,
  look: (strategy: StrategyConfig) => void,
) {
  const config = useLab((state) => column !== null && state.spec.decoding.columns[column]);
  const editColumn = useLab((state) => state.editColumn);
  if (column === null || !config || !canBeBiased(looked)) return undefined;
  const biases = biasesOf(looked);
  return (id: number) => ({
    bias: biases[id] ?? 0,
    isFull: Object.keys(biases).length >= mostTokens,
    onChange: (bias: number) => {
      look(withBias(looked, id, bias));
      if (canBeBiased(config)) editColumn(column, withBias(config, id, bias));
    },
  });
}
