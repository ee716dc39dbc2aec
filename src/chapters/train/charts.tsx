/**
 * @file The curves of the active run and of runs laid over it, each with what its settings changed.
 */
import { Box, Checkbox, Grid, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LossChart } from '../../pictures/LossChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { SmallChart, type SmallChartProps } from '../../pictures/SmallChart';
import { seriesColor } from '../../pictures/color';
import { useLab } from '../../state/lab';
import { runCurves } from '../../state/selectors';
import { Section } from '../controls/chapter-parts';
import { DifferenceList } from '../controls/difference-list';
import { curvesCsv, lossRuns, measureRuns } from '../controls/run-curves';
import { usePacedCurves } from './use-paced-curves';

const measures: readonly SmallChartProps['measure'][] = [
  'learningRate',
  'gradientNorm',
  'tokensPerSecond',
];

/** Asked for when it is saved: then every step is in it. */
const csv = () => curvesCsv(runCurves(useLab.getState()));

export function Charts() {
  const { t } = useTranslation();
  const isMixed = usePacedCurves().some(({ history }) =>
    history.steps.some(({ lossScale }) => lossScale !== undefined),
  );
  return (
    <>
      <Grid gap={{ base: 'lg', md: 40 }}>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Loss />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <RunsOnChart />
        </Grid.Col>
      </Grid>
      <Section title={t('train.measures')} hint={t('train.measuresHint')}>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
          {measures.map((measure) => (
            <Measure key={measure} measure={measure} />
          ))}
          {isMixed && <Measure measure="lossScale" />}
        </SimpleGrid>
      </Section>
    </>
  );
}

function Loss() {
  const { t } = useTranslation();
  const curves = usePacedCurves();
  const vocabularySize = useLab((state) => state.run?.vocabularySize ?? 0);
  const unnamed = t('runs.unnamed');
  const runs = useMemo(() => lossRuns(curves, unnamed), [curves, unnamed]);
  return (
    <PictureFrame
      title={t('train.loss.title')}
      caption={t('train.loss.caption')}
      file="loss"
      drawn
      csv={csv}
    >
      <LossChart
        runs={runs}
        vocabularySize={vocabularySize > 0 ? vocabularySize : undefined}
        smoothing
        height={340}
      />
    </PictureFrame>
  );
}

function Measure({ measure }: Pick<SmallChartProps, 'measure'>) {
  const { t } = useTranslation();
  const curves = usePacedCurves();
  const unnamed = t('runs.unnamed');
  const runs = useMemo(() => measureRuns(curves, measure, unnamed), [curves, measure, unnamed]);
  return (
    <PictureFrame title={t(`pictures.chart.${measure}`)} file={measure} drawn csv={csv}>
      <SmallChart measure={measure} runs={runs} />
    </PictureFrame>
  );
}

function RunsOnChart() {
  const { t } = useTranslation();
  const curves = usePacedCurves();
  const activeId = useLab((state) => state.run?.id ?? '');
  const { records, shown } = useLab((state) => state.runs);
  const toggleShown = useLab((state) => state.toggleShown);
  const others = records.filter(({ id }) => id !== activeId && !shown.includes(id));
  const name = (text: string) => text || t('runs.unnamed');

  return (
    <Stack gap="md">
      <Box>
        <Text component="h3" m={0} fz={15} fw={600}>
          {t('train.runsTitle')}
        </Text>
        <Text fz="sm" c="dimmed" lh={1.5}>
          {t('train.runsHint')}
        </Text>
      </Box>
      <Stack gap="md" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {curves.map((curve, index) => (
          <Box
            key={curve.runId}
            component="li"
            pl="sm"
            style={{ borderLeft: `3px solid ${seriesColor(index)}` }}
          >
            {curve.runId === activeId ? (
              <Text fw={600} fz="sm">
                {name(curve.name)}{' '}
                <Text span c="dimmed" fz="sm" fw={400}>
                  · {t('train.thisRun')}
                </Text>
              </Text>
            ) : (
              <Checkbox
                size="sm"
                checked
                label={name(curve.name)}
                onChange={() => void toggleShown(curve.runId)}
              />
            )}
            {index === 0 ? (
              <Text fz="sm" c="dimmed">
                {t('train.firstOnChart')}
              </Text>
            ) : (
              <DifferenceList differences={curve.differences} />
            )}
          </Box>
        ))}
        {others.map((record) => (
          <Box key={record.id} component="li" pl="sm">
            <Checkbox
              size="sm"
              checked={false}
              label={name(record.name)}
              onChange={() => void toggleShown(record.id)}
            />
          </Box>
        ))}
      </Stack>
    </Stack>
  );
}
