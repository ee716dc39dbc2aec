/**
 * @file Experts beside dense models of as much work for each token, and of as many parameters.
 */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NumberTable } from '../../pictures/NumberTable';
import { formatCount } from '../../pictures/format';
import { useLab } from '../../state/lab';
import { OpenExperiment } from '../controls/open-experiment';
import { TrialLoss } from './trial-loss';

const columns = ['parameters', 'active', 'flops', 'validation', 'time'] as const;

export function DenseResults() {
  const { t } = useTranslation();
  const runs = useLab((state) => state.expertTrial.results.dense?.runs);
  if (!runs?.some(({ steps }) => steps.length > 0)) return null;
  return (
    <Stack gap="xl">
      <TrialLoss runs={runs} file="experts-and-dense" />
      <NumberTable
        label={t('experts.dense.table')}
        columns={[t('experts.trial.run'), ...columns.map((column) => t(`experts.trial.${column}`))]}
        actions={t('trials.column')}
        rows={runs.map(({ entry, outcome }) => ({
          id: entry,
          name: t(`experts.trial.names.${entry}`),
          action: outcome && (
            <OpenExperiment spec={outcome.spec} name={t(`experts.trial.names.${entry}`)} />
          ),
          cells: outcome
            ? [
                formatCount(outcome.parameters),
                formatCount(outcome.activeParameters),
                formatCount(outcome.flopsPerToken),
                outcome.validationLoss.toFixed(3),
                t('experts.trial.seconds', { seconds: outcome.seconds.toFixed(1) }),
              ]
            : columns.map(() => '…'),
        }))}
      />
    </Stack>
  );
}
