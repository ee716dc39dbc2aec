/**
 * @file How the routers of a run share out its tokens, step by step, with what is dropped and their losses.
 */
import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineChart, type ChartSeries } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { StackedShares } from '../../pictures/StackedShares';
import { seriesColor } from '../../pictures/color';
import { toCsv } from '../../pictures/csv';
import { formatProbability } from '../../pictures/format';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { LayerChoice } from './layer-choice';
import { usePacedSteps, type RouterStep } from './use-paced-steps';

const measures = ['dropped', 'balance', 'zLoss'] as const;

export function LoadSection() {
  const { t } = useTranslation();
  const source = useLab((state) => state.source);
  const readHistory = useLab((state) => state.readHistory);
  const runId = source.kind === 'run' ? source.runId : null;
  useEffect(() => {
    if (runId !== null) void readHistory(runId);
  }, [runId, readHistory]);
  const steps = usePacedSteps(runId);
  return (
    <Section title={t('experts.load.title')} hint={t('experts.load.hint')}>
      {steps.length > 0 ? (
        <Load steps={steps} />
      ) : (
        <Text fz="sm" c="dimmed">
          {t('experts.load.empty')}
        </Text>
      )}
    </Section>
  );
}

/** Names of the layers that have routers; an encoder-decoder has those of its encoder first. */
function useLayerNames(routers: number): string[] {
  const { t } = useTranslation();
  const info = useLab((state) => state.model.info);
  const layers = info?.config.layers ?? routers;
  return Array.from({ length: routers }, (_, router) =>
    routers > layers
      ? t(router < layers ? 'experts.encoderLayer' : 'experts.decoderLayer', {
          layer: (router % layers) + 1,
        })
      : t('experts.layer', { layer: router + 1 }),
  );
}

function Load({ steps }: { steps: readonly RouterStep[] }) {
  const { t } = useTranslation();
  const [wanted, setLayer] = useState(0);
  const routers = steps[0].routers.length;
  const layer = Math.min(wanted, routers - 1);
  const names = useLayerNames(routers);
  const rows = useMemo(
    () => steps.map(({ step, routers: all }) => ({ step, shares: all[layer].shares })),
    [steps, layer],
  );
  return (
    <Stack gap="xl">
      <PictureFrame
        title={t('experts.load.picture', { layer: names[layer] })}
        caption={t('experts.load.caption', { even: formatProbability(1 / rows[0].shares.length) })}
        file="expert-load"
        drawn
        csv={() => csvOf(steps, names)}
        controls={<LayerChoice names={names} layer={layer} onChange={setLayer} />}
      >
        <StackedShares
          label={t('experts.load.picture', { layer: names[layer] })}
          xLabel={t('pictures.chart.step')}
          names={rows[0].shares.map((_, expert) => t('experts.expert', { expert: expert + 1 }))}
          rows={rows}
        />
      </PictureFrame>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
        {measures.map((measure) => (
          <Measure key={measure} measure={measure} steps={steps} names={names} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

interface MeasureProps {
  measure: (typeof measures)[number];
  steps: readonly RouterStep[];
  names: readonly string[];
}

function Measure({ measure, steps, names }: MeasureProps) {
  const { t } = useTranslation();
  const series = useMemo(
    () =>
      steps[0].routers.map((_, router): ChartSeries => ({
        id: String(router),
        name: names[router],
        color: seriesColor(router),
        points: steps.map(({ step, routers }) => ({ x: step, y: routers[router][measure] })),
      })),
    [steps, names, measure],
  );
  return (
    <PictureFrame
      title={t(`experts.load.${measure}`)}
      caption={t(`experts.load.${measure}Caption`)}
      file={`expert-${measure}`}
      drawn
      csv={() => csvOf(steps, names)}
    >
      <LineChart
        label={t(`experts.load.${measure}`)}
        xLabel={t('pictures.chart.step')}
        series={series}
        height={170}
        formatY={measure === 'dropped' ? formatProbability : undefined}
      />
    </PictureFrame>
  );
}

function csvOf(steps: readonly RouterStep[], names: readonly string[]): string {
  const experts = steps[0].routers[0].shares.map((_, expert) => `expert_${expert + 1}`);
  return toCsv(
    ['step', 'layer', ...experts, 'dropped', 'balance_loss', 'z_loss'],
    steps.flatMap(({ step, routers }) =>
      routers.map(({ shares, dropped, balance, zLoss }, router) => [
        step,
        names[router],
        ...shares,
        dropped,
        balance,
        zLoss,
      ]),
    ),
  );
}
