/**
 * @file Gradient norm and update-to-weight ratio of every part of the model over the steps.
 */
import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DynamicsEvent } from '../../experiment/events';
import { seriesColor } from '../../pictures/color';
import { formatNumber } from '../../pictures/format';
import { LineChart, type ChartRule, type ChartSeries } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { Section } from '../controls/chapter-parts';
import { dynamicsCsv, drawnOf, partRows } from './rows';
import { Strips } from './strips';
import { usePlaceName } from './use-place-name';

const gradients = (events: readonly DynamicsEvent[]) => partRows(events, 'gradient');
const ratios = (events: readonly DynamicsEvent[]) => partRows(events, 'ratio');

export function NormsView({ events }: { events: readonly DynamicsEvent[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('dynamics.gradient.title')} hint={t('dynamics.gradient.hint')}>
        <Strips
          events={events}
          rowsOf={gradients}
          title={t('dynamics.gradient.picture')}
          caption={t('dynamics.gradient.caption')}
          file="gradient-norms"
          scale="log"
        />
      </Section>
      <Section title={t('dynamics.ratio.title')} hint={t('dynamics.ratio.hint')}>
        <Stack gap="xl">
          <RatioLines events={events} />
          <Strips
            events={events}
            rowsOf={ratios}
            title={t('dynamics.ratio.picture')}
            caption={t('dynamics.ratio.caption')}
            file="update-ratios"
            scale="log"
            range={[1e-5, 1e-1]}
          />
        </Stack>
      </Section>
    </>
  );
}

/** On a logarithmic axis, with the rule of thumb. */
function RatioLines({ events }: { events: readonly DynamicsEvent[] }) {
  const { t } = useTranslation();
  const nameOf = usePlaceName();
  const series = useMemo(() => {
    const drawn = drawnOf(events);
    return ratios(drawn).map(({ id, values }, index): ChartSeries => ({
      id,
      name: nameOf(id),
      color: seriesColor(index),
      points: values.map((value, at) => ({ x: drawn[at].step, y: Math.log10(value) })),
    }));
  }, [events, nameOf]);
  const rules = useMemo(
    (): ChartRule[] => [{ axis: 'y', value: -3, label: t('dynamics.ratio.rule') }],
    [t],
  );
  return (
    <PictureFrame
      title={t('dynamics.ratio.lines')}
      caption={t('dynamics.ratio.linesCaption')}
      file="update-ratio-lines"
      drawn
      csv={() => dynamicsCsv(events)}
    >
      <LineChart
        label={t('dynamics.ratio.lines')}
        xLabel={t('dynamics.step')}
        series={series}
        rules={rules}
        formatY={(value) => formatNumber(10 ** value)}
      />
    </PictureFrame>
  );
}
