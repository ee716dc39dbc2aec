/**
 * @file Load with the balance loss and without it, side by side; and what that did to the loss.
 */
import { SimpleGrid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meanOf } from '../../base/mean';
import type { RouterMetrics } from '../../training/config';
import { NumberTable } from '../../pictures/NumberTable';
import { PictureFrame } from '../../pictures/PictureFrame';
import { StackedShares } from '../../pictures/StackedShares';
import { toCsv } from '../../pictures/csv';
import { formatProbability } from '../../pictures/format';
import type { ExpertTrialRun } from '../../state/expert-types';
import { useLab } from '../../state/lab';
import { OpenExperiment } from '../controls/open-experiment';
import { LayerChoice } from './layer-choice';
import { TrialLoss } from './trial-loss';

/** An expert with less of the load is idle: a tenth of an equal share. */
const idleShare = 0.1;
/** Of the end of a run, for the table. */
const lastSteps = 20;

export function CollapseResults() {
  const { t } = useTranslation();
  const result = useLab((state) => state.expertTrial.results.collapse);
  const [layer, setLayer] = useState(0);
  const runs = result?.runs.filter(({ steps }) => steps.length > 0) ?? [];
  if (!result || runs.length === 0) return null;
  const routers = runs[0].steps[0].routers.length;
  const names = Array.from({ length: routers }, (_, index) =>
    t('experts.layer', { layer: index + 1 }),
  );
  return (
    <Stack gap="xl">
      <LayerChoice names={names} layer={layer} onChange={setLayer} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        {runs.map((run) => (
          <PictureFrame
            key={run.entry}
            title={t(`experts.trial.names.${run.entry}`)}
            file={`expert-load-${run.entry}`}
            drawn
            csv={() => csvOf(run)}
          >
            <StackedShares
              label={t('experts.collapse.load', {
                name: t(`experts.trial.names.${run.entry}`),
                layer: names[layer],
              })}
              xLabel={t('pictures.chart.step')}
              names={run.steps[0].routers[layer].shares.map((_, expert) =>
                t('experts.expert', { expert: expert + 1 }),
              )}
              rows={run.steps.flatMap(({ step, routers: all }) =>
                all.length > 0 ? [{ step, shares: all[layer].shares }] : [],
              )}
              lastStep={result.settings.steps}
              height={200}
            />
          </PictureFrame>
        ))}
      </SimpleGrid>
      <NumberTable
        label={t('experts.collapse.table')}
        columns={[
          t('experts.trial.run'),
          ...names.flatMap((name) => [
            t('experts.collapse.busiest', { layer: name }),
            t('experts.collapse.idle', { layer: name }),
          ]),
          t('experts.trial.validation'),
        ]}
        actions={t('trials.column')}
        rows={runs.map((run) => ({
          id: run.entry,
          name: t(`experts.trial.names.${run.entry}`),
          action: run.outcome && (
            <OpenExperiment spec={run.outcome.spec} name={t(`experts.trial.names.${run.entry}`)} />
          ),
          cells: [
            ...names.flatMap((_, index) => {
              const shares = lastShares(run, index);
              const idle = shares.filter((share) => share < idleShare / shares.length);
              return [formatProbability(Math.max(...shares)), String(idle.length)];
            }),
            run.outcome ? run.outcome.validationLoss.toFixed(3) : '…',
          ],
        }))}
      />
      <TrialLoss runs={runs} file="balance-loss" />
    </Stack>
  );
}

/** The mean shares of a layer over the last steps of a run. */
function lastShares({ steps }: ExpertTrialRun, layer: number): number[] {
  const some = steps
    .slice(-lastSteps)
    .flatMap(({ routers }): RouterMetrics[] => (routers.length > 0 ? [routers[layer]] : []));
  const count = steps[0].routers[layer].shares.length;
  return Array.from({ length: count }, (_, expert) => {
    return some.length > 0 ? meanOf(some.map(({ shares }) => shares[expert])) : 0;
  });
}

function csvOf({ steps }: ExpertTrialRun): string {
  const experts = steps[0].routers[0].shares.map((_, expert) => `expert_${expert + 1}`);
  return toCsv(
    ['step', 'layer', ...experts],
    steps.flatMap(({ step, routers }) =>
      routers.map(({ shares }, layer) => [step, layer + 1, ...shares]),
    ),
  );
}
