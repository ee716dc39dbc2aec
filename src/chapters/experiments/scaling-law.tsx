/**
 * @file The law of the sizes that are done, and what it says of the next one.
 */
import { Button, Group, Paper, Select, Stack, Switch, Text, Title } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { toCsv } from '../../pictures/csv';
import { formatNumber } from '../../pictures/format';
import { PictureFrame } from '../../pictures/PictureFrame';
import { ScalingPlot } from '../../pictures/ScalingPlot';
import { useLab } from '../../state/lab';
import {
  fewestPoints,
  lawOf,
  nextSize,
  planNext,
  scalingSeries,
  usualNextWidth,
  type PowerLaw,
  type ScalingSeries,
} from '../../state/scaling';
import { specBounds } from '../../state/spec-bounds';
import { NumberField } from '../controls/number-field';
import { RefusedRuns } from './refused-runs';

/** Places along the curve. */
const places = 60;

const scientific = (value: number) => value.toExponential(2).replace('e+', 'e');
const percent = (share: number) => (100 * share).toFixed(1);

export function ScalingLaw() {
  const { t } = useTranslation();
  const items = useLab((state) => state.queue.items);
  const all = useMemo(() => scalingSeries(items), [items]);
  const [chosen, setChosen] = useState<string | null>(null);
  const series = all.find(({ id }) => id === chosen) ?? all[0];
  if (!series) return null;
  return (
    <Stack gap="lg">
      {all.length > 1 && (
        <Select
          label={t('experiments.scaling.series')}
          data={all.map(({ id, title }) => ({ value: id, label: title }))}
          value={series.id}
          allowDeselect={false}
          maw={420}
          onChange={setChosen}
        />
      )}
      <LawOfSeries key={series.id} series={series} />
    </Stack>
  );
}

function LawOfSeries({ series }: { series: ScalingSeries }) {
  const { t } = useTranslation();
  const [hasFloor, setHasFloor] = useState(false);
  const [width, setWidth] = useState<number | null>(null);
  const nextWidth = width ?? usualNextWidth(series);
  const law = lawOf(series, hasFloor);
  const compute = useNextCompute(series, nextWidth);
  const next = nextSize(series, nextWidth);
  const { results } = series;
  const fewest = hasFloor ? fewestPoints.withFloor : fewestPoints.withoutFloor;
  const points = results.map((result) => ({ ...result, name: `d ${result.width}` }));
  const prediction =
    law && compute !== null ? { name: `d ${nextWidth}`, compute, ...law.predict(compute) } : null;
  const outcome = next?.result ? { ...next.result, name: `d ${nextWidth}` } : null;
  const csv = () =>
    toCsv(
      ['width', 'flops', 'validation_loss', 'standard_deviation'],
      [...results, ...(next?.result ? [next.result] : [])].map((result) => [
        result.width,
        result.compute,
        result.loss,
        result.deviation ?? '',
      ]),
    );

  return (
    <>
      <Switch
        label={t('experiments.scaling.floor')}
        description={t('experiments.scaling.floorHelp')}
        checked={hasFloor}
        onChange={(event) => setHasFloor(event.currentTarget.checked)}
      />
      {law ? (
        <Formula law={law} />
      ) : (
        <Text fz="sm" role="status">
          {t('experiments.scaling.few', { count: fewest, done: results.length })}
        </Text>
      )}
      {points.length > 0 && (
        <PictureFrame
          title={t('experiments.scaling.law')}
          caption={t('experiments.scaling.caption', {
            how: t(hasFloor ? 'experiments.scaling.byCurve' : 'experiments.scaling.byLine'),
          })}
          file="scaling-law"
          drawn
          csv={csv}
        >
          <ScalingPlot
            points={points}
            law={law ? curveOf(law, [...points, ...(prediction ? [prediction] : [])]) : []}
            prediction={prediction}
            outcome={outcome}
          />
        </PictureFrame>
      )}
      {law && (
        <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }}>
          <Stack gap="sm">
            <Title order={3} fz="md">
              {t('experiments.scaling.next')}
            </Title>
            <Group maw={280}>
              <NumberField
                path="scaling.width"
                label={t('experiments.scaling.nextWidth')}
                value={nextWidth}
                bounds={specBounds('model.width')}
                whole
                step={series.smallest.model.width / series.smallest.model.heads}
                onChange={setWidth}
              />
            </Group>
            <Text fz="sm" lh={1.6}>
              {prediction
                ? t('experiments.scaling.predicts', {
                    width: nextWidth,
                    flops: scientific(prediction.compute),
                    loss: prediction.loss.toFixed(3),
                    low: prediction.low.toFixed(3),
                    high: prediction.high.toFixed(3),
                  })
                : t('experiments.scaling.counting')}
            </Text>
            <NextRun series={series} width={nextWidth} prediction={prediction} />
          </Stack>
        </Paper>
      )}
    </>
  );
}

function Formula({ law }: { law: PowerLaw }) {
  const { t } = useTranslation();
  const { short } = useNumbers();
  const { a, b, c, bError, deviation } = law;
  const shown = b.toFixed(3).replace('-', '−');
  return (
    <Stack gap={2}>
      <Text className="picture-number" fz="lg" fw={600}>
        {t('experiments.scaling.formula', {
          a: formatNumber(a),
          b: shown,
          floor: c > 0 ? ` + ${short(c)}` : '',
        })}
      </Text>
      <Text fz="sm" c="dimmed">
        {t('experiments.scaling.formulaHelp', {
          b: shown,
          error: bError.toFixed(3),
          deviation: percent(deviation),
        })}
      </Text>
    </Stack>
  );
}

interface NextRunProps {
  series: ScalingSeries;
  width: number;
  prediction: { loss: number; low: number; high: number } | null;
}

/** The button that runs the next size; then, what it came to. */
function NextRun({ series, width, prediction }: NextRunProps) {
  const { t } = useTranslation();
  const enqueue = useLab((state) => state.enqueue);
  const next = nextSize(series, width);
  const isTaken = series.items.some(
    ({ role, spec }) => role === 'scaling' && spec.model.width === width,
  );
  if (!next) {
    const plan = planNext(series, width);
    const runs = plan.runs.map(({ spec }) => ({ spec, role: 'next' as const }));
    const { id: sweep, title, rule, items } = series;
    return (
      <>
        <RefusedRuns plan={plan} />
        <div>
          <Button
            disabled={!prediction || runs.length === 0 || isTaken}
            onClick={() => void enqueue({ sweep, title, rule, paths: items[0].paths, runs })}
          >
            {t('experiments.scaling.run')}
          </Button>
        </div>
      </>
    );
  }
  if (!next.result || !prediction) {
    return (
      <Text fz="sm" role="status">
        {t('experiments.scaling.running')}
      </Text>
    );
  }
  const { loss } = next.result;
  const isInside = prediction.low <= loss && loss <= prediction.high;
  return (
    <Text fw={600} role="status">
      {t(isInside ? 'experiments.scaling.cameInside' : 'experiments.scaling.cameOutside', {
        loss: loss.toFixed(3),
        off: percent(Math.abs(loss / prediction.loss - 1)),
      })}
    </Text>
  );
}

/** Counted in the step that the next size would train; null until then. */
function useNextCompute(series: ScalingSeries, width: number): number | null {
  const countFlops = useLab((state) => state.countFlops);
  const [counted, setCounted] = useState<{ key: string; flops: number } | null>(null);
  const { vocabularySize } = series;
  const spec = useMemo(() => planNext(series, width).runs.at(0)?.spec, [series, width]);
  const key = JSON.stringify([spec, vocabularySize]);
  useEffect(() => {
    if (!spec || vocabularySize === null) return;
    let isCurrent = true;
    void countFlops([spec], vocabularySize).then((flops) => {
      if (isCurrent && flops) setCounted({ key, flops: flops[0] });
    });
    return () => {
      isCurrent = false;
    };
  }, [spec, vocabularySize, key, countFlops]);
  // The same spec may come as another object.
  return counted?.key === key ? counted.flops : null;
}

function curveOf(law: PowerLaw, points: readonly { compute: number }[]) {
  const computes = points.map(({ compute }) => compute);
  const [low, high] = [0.85 * Math.min(...computes), 1.15 * Math.max(...computes)];
  return Array.from({ length: places }, (_, index) => {
    const compute = low * (high / low) ** (index / (places - 1));
    return { compute, ...law.predict(compute) };
  });
}
