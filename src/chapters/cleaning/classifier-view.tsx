/**
 * @file What the classifier learned: its heaviest n-grams, and what each threshold would give.
 */
import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LineChart } from '../../pictures/LineChart';
import { toCsv } from '../../pictures/csv';
import { formatNumber } from '../../pictures/format';
import { PictureFrame } from '../../pictures/PictureFrame';
import { ownSettings, type StageSettings } from '../../state/cleaning-settings';
import { useLab } from '../../state/lab';
import type { ClassifierReport } from '../../text/cleaning/stages/classifier';

/** N-grams of each side that are listed. */
const listed = 12;

export function ClassifierView({ settings }: { settings: StageSettings }) {
  const { t } = useTranslation();
  const classifier = useLab((state) => state.cleaning.classifier);
  const inspect = useLab((state) => state.inspectClassifier);
  // A threshold changes nothing about what is learned.
  const key = JSON.stringify({ ...settings, threshold: 0.5, keeping: 'threshold', enabled: true });
  const wanted = useRef(settings);
  useEffect(() => {
    wanted.current = settings;
  }, [settings]);
  useEffect(() => {
    const timer = setTimeout(() => void inspect(wanted.current), 300);
    return () => clearTimeout(timer);
  }, [inspect, key]);
  if (!classifier) return <Text c="dimmed">{t('cleaning.classifier.training')}</Text>;
  const { report } = classifier;
  const sorted = [...report.weights].sort((a, b) => b.weight - a.weight);
  return (
    <Stack gap="lg">
      <Curve report={report} threshold={Number(ownSettings(settings).threshold)} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <Weights title={t('cleaning.classifier.good')} weights={sorted.slice(0, listed)} />
        <Weights title={t('cleaning.classifier.bad')} weights={sorted.slice(-listed).reverse()} />
      </SimpleGrid>
    </Stack>
  );
}

function Curve({ report, threshold }: { report: ClassifierReport; threshold: number }) {
  const { t } = useTranslation();
  const { curve, held, learned } = report;
  const series = useMemo(
    () =>
      (['precision', 'recall'] as const).map((measure, index) => ({
        id: measure,
        name: t(`cleaning.classifier.${measure}`),
        color: `var(--picture-series-${index})`,
        points: curve.map((point) => ({ x: point.threshold, y: point[measure] })),
      })),
    [curve, t],
  );
  const rules = useMemo(
    () => [{ value: threshold, label: t('cleaning.classifier.threshold'), axis: 'x' as const }],
    [threshold, t],
  );
  return (
    <PictureFrame
      title={t('cleaning.classifier.curve')}
      caption={t('cleaning.classifier.caption', { held, learned })}
      file="classifier"
      drawn
      csv={() =>
        toCsv(
          ['threshold', 'precision', 'recall'],
          curve.map((point) => [point.threshold, point.precision, point.recall]),
        )
      }
    >
      <LineChart
        label={t('cleaning.classifier.curve')}
        xLabel={t('cleaning.classifier.threshold')}
        series={series}
        rules={rules}
        height={220}
      />
    </PictureFrame>
  );
}

function Weights({ title, weights }: { title: string; weights: ClassifierReport['weights'] }) {
  const { t } = useTranslation();
  const most = Math.max(1e-9, ...weights.map(({ weight }) => Math.abs(weight)));
  return (
    <table className="cleaning-weights">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cleaning.classifier.ngram')}</th>
          <th scope="col">{t('cleaning.classifier.weight')}</th>
        </tr>
      </thead>
      <tbody>
        {weights.map(({ ngram, weight }) => (
          <tr key={ngram}>
            <td>
              <bdi>{ngram}</bdi>
            </td>
            <td>
              <span
                className="cleaning-weight"
                data-negative={weight < 0}
                style={{ width: `${Math.round((Math.abs(weight) / most) * 60)}px` }}
                aria-hidden="true"
              />
              {formatNumber(weight)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
