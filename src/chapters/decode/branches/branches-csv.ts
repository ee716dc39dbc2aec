/**
 * @file The family as a table: what each text was made of, and its figures.
 */
import type { Branch } from '../../../experiment/branch';
import { toCsv } from '../../../pictures/csv';
import type { BranchMapLine } from '../../../pictures/BranchMap';
import type { WrittenBranch } from '../../../state/types';
import { strategySigns } from '../strategies';

const header = [
  'name',
  'parent',
  'strategy',
  'settings',
  'seed',
  'prompt',
  'text',
  'tokens',
  'handed_down',
  'chosen_by_hand',
  'log_probability',
  'perplexity',
];

/** @param lines of the map, in the order of `family` */
export function branchesCsv(
  family: readonly { branch: Branch }[],
  written: Record<string, WrittenBranch>,
  lines: readonly BranchMapLine[],
): string {
  return toCsv(
    header,
    family.map(({ branch }, row) => {
      const { name, parent, chosen } = lines[row];
      const { strategy, seed, prompt, given } = branch;
      const result = written[branch.id]?.result;
      const parentName = parent === null ? '' : lines[parent].name;
      const figures = result
        ? [result.statistics.logProbability, result.statistics.perplexity]
        : ['', ''];
      return [
        name,
        parentName,
        strategy.kind,
        strategySigns(strategy),
        seed,
        prompt,
        result?.text ?? '',
        result?.tokens.length ?? '',
        given,
        chosen ?? '',
        ...figures,
      ];
    }),
  );
}
