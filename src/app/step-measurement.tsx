/**
 * @file Where the time of a training step goes: measured when it is asked for, drawn as a flame, and
 * compared with what the device can do at most.
 */
import { Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorAlert } from '../chapters/controls/error-alert';
import { Facts } from '../chapters/controls/facts';
import type { StepMeasurement as Measurement } from '../experiment/step-measurement';
import { CostliestKinds } from '../pictures/CostliestKinds';
import { flameCsv, type FlameGrouping } from '../pictures/flame-layout';
import { formatCount, formatNumber, formatProbability } from '../pictures/format';
import { PictureFrame } from '../pictures/PictureFrame';
import { StepFlame } from '../pictures/StepFlame';
import { useLab } from '../state/lab';

/** Only with a run that has a further step. */
export function StepMeasurement() {
  const { t } = useTranslation();
  const run = useLab((state) => state.run);
  const { status, result, runId, error } = useLab((state) => state.stepMeasurement);
  const measureStep = useLab((state) => state.measureStep);
  if (!run) return null;
  const { status: runStatus } = run;
  const hasStep = runStatus === 'running' || runStatus === 'paused';
  const shown = runId === run.id ? result : null;
  if (!hasStep && !shown) return null;

  return (
    <Stack gap="md">
      <Text fw={600}>{t('engine.profile.heading')}</Text>
      <Text fz="sm" c="dimmed" lh={1.5}>
        {t('engine.profile.lead')}
      </Text>
      {hasStep && (
        <Stack gap={6} align="start">
          <Button
            variant="default"
            loading={status === 'measuring'}
            onClick={() => void measureStep()}
          >
            {t('engine.profile.measure')}
          </Button>
          <Text fz="xs" c="dimmed" lh={1.5} role="status">
            {status === 'measuring'
              ? t('engine.profile.measuring')
              : t(`engine.profile.${runStatus}`)}
          </Text>
        </Stack>
      )}
      <ErrorAlert error={runId === run.id ? error : null} />
      {shown && <Result measurement={shown} />}
    </Stack>
  );
}

const groupings: readonly FlameGrouping[] = ['kind', 'part'];

function Result({ measurement }: { measurement: Measurement }) {
  const { t } = useTranslation();
  const [grouping, setGrouping] = useState<FlameGrouping>('kind');
  const { tokens, milliseconds, limit, rates, step, clock, resolution } = measurement;
  const rounded = (value: number) => formatNumber(Number(value.toPrecision(3)));

  return (
    <>
      <Facts
        facts={[
          {
            name: t('engine.profile.now'),
            value: formatCount(Math.round((1000 * tokens) / milliseconds)),
          },
          {
            name: t('engine.profile.limit'),
            value: formatCount(Math.round((1000 * tokens) / limit)),
          },
          { name: t('engine.profile.share'), value: formatProbability(limit / milliseconds) },
          {
            name: t('engine.profile.flops'),
            value: t('engine.profile.flopsValue', { rate: rounded(rates.flopsPerSecond / 1e9) }),
          },
          {
            name: t('engine.profile.bytes'),
            value: t('engine.profile.bytesValue', { rate: rounded(rates.bytesPerSecond / 1e9) }),
          },
        ]}
      />
      <PictureFrame
        title={t('engine.profile.title', { step })}
        file={`step-${step}`}
        drawn
        csv={() => flameCsv(measurement)}
        controls={
          <SegmentedControl
            size="xs"
            aria-label={t('engine.profile.grouping')}
            value={grouping}
            data={groupings.map((value) => ({ value, label: t(`engine.profile.${value}`) }))}
            onChange={(value) => setGrouping(value === 'part' ? 'part' : 'kind')}
          />
        }
        caption={t(`engine.profile.clocks.${clock}`, { microseconds: rounded(1000 * resolution) })}
      >
        <StepFlame key={grouping} measurement={measurement} grouping={grouping} />
        <CostliestKinds measurement={measurement} />
      </PictureFrame>
      <Text fz="xs" c="dimmed" lh={1.5}>
        {t('engine.profile.limitHelp')}
      </Text>
    </>
  );
}
