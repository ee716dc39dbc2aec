/**
 * @file What a branch is called: as a person named it, or else by its number and where it begins.
 */
import { useTranslation } from 'react-i18next';
import type { Branch } from '../../../experiment/branch';
import { useLab } from '../../../state/lab';

/** A function of the branch that also gives the name that it has without a person's. */
export function useBranchName(): (branch: Branch, name?: string) => string {
  const { t } = useTranslation();
  const written = useLab((state) => state.branches.written);
  return (branch, name = branch.name) => {
    if (name !== '') return name;
    const { parent, number, strategy, isChosen } = branch;
    if (parent === null) {
      return t('branches.trunk', {
        number,
        strategy: t(`decode.strategies.${strategy.kind}`),
      });
    }
    const token = branch.given + (isChosen ? 1 : 0);
    const label = written[branch.id]?.result?.labels[branch.given];
    return isChosen
      ? t('branches.chosen', { number, token, label: label ?? '…' })
      : t('branches.goesOn', { number, token });
  };
}
