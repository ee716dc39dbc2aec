/**
 * @file The loss curves of the rows that are ticked, laid over each other.
 */
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LossChart } from '../../pictures/LossChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { useLab } from '../../state/lab';
import type { QueueItem, TableRow } from '../../state/sweeps';
import { curvesCsv, lossRuns } from '../controls/run-curves';

/** More curves than this are only a tangle. */
const mostCurves = 16;

export function SweepLoss({ rows }: { rows: readonly TableRow<QueueItem>[] }) {
  const { t } = useTranslation();
  const histories = useLab((state) => state.histories);
  const readHistory = useLab((state) => state.readHistory);
  const runs = useMemo(() => runsOf(rows), [rows]);
  // Read again when a run that was cut short has gone on.
  const wanted = runs.map(({ runId, steps }) => `${runId} ${steps}`).join();
  useEffect(() => {
    for (const one of wanted.split(',')) {
      const [runId] = one.split(' ');
      if (runId !== '') void readHistory(runId);
    }
  }, [wanted, readHistory]);
  const curves = useMemo(
    () =>
      runs.flatMap(({ runId, name, spec }) => {
        const history = histories[runId];
        return history ? [{ runId, name, spec, history, differences: [] }] : [];
      }),
    [runs, histories],
  );
  const unnamed = t('runs.unnamed');
  const drawn = useMemo(() => lossRuns(curves, unnamed), [curves, unnamed]);
  return (
    <PictureFrame
      title={t('experiments.results.chart')}
      caption={t('experiments.results.chartCaption', { limit: mostCurves })}
      file="sweep-loss"
      drawn
      csv={() => curvesCsv(curves)}
    >
      <LossChart runs={drawn} smoothing height={320} />
    </PictureFrame>
  );
}

function runsOf(rows: readonly TableRow<QueueItem>[]) {
  return rows
    .flatMap((row) => row.runs)
    .flatMap(({ runId, name, spec, outcome }) =>
      runId !== null && outcome !== null ? [{ runId, name, spec, steps: outcome.steps }] : [],
    )
    .slice(0, mostCurves);
}
