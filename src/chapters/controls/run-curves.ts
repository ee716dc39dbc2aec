/**
 * @file From the histories of runs to what the charts draw.
 */
import type { StepEvent } from '../../experiment/events';
import type { LossRun } from '../../pictures/LossChart';
import type { SmallChartProps } from '../../pictures/SmallChart';
import { seriesColor } from '../../pictures/color';
import { toCsv, type CsvCell } from '../../pictures/csv';
import type { RunCurve } from '../../state/selectors';

export function lossRuns(curves: readonly RunCurve[], unnamed: string): LossRun[] {
  return curves.map(({ runId, name, history }, index) => ({
    runId,
    name: name || unnamed,
    color: seriesColor(index),
    train: history.steps.map(({ step, trainLoss }) => ({ step, loss: trainLoss })),
    validation: history.evaluations.map(({ step, validationLoss }) => ({
      step,
      loss: validationLoss,
    })),
  }));
}

export function measureRuns(
  curves: readonly RunCurve[],
  measure: SmallChartProps['measure'],
  unnamed: string,
): SmallChartProps['runs'] {
  return curves.map(({ runId, name, history }, index) => ({
    runId,
    name: name || unnamed,
    color: seriesColor(index),
    points: history.steps.flatMap((row) => {
      const value = valueOf(row, measure);
      return value === null ? [] : [{ step: row.step, value }];
    }),
  }));
}

/** Null: a step that was skipped has no gradient, and only mixed precision has a loss scale. */
function valueOf(row: StepEvent, measure: SmallChartProps['measure']): number | null {
  const isSkipped = row.lossScale === null;
  if (measure === 'lossScale') return row.lossScale ?? null;
  return isSkipped && measure === 'gradientNorm' ? null : row[measure];
}

/** Every step of every run, one line each; the validation loss where there is one. */
export function curvesCsv(curves: readonly RunCurve[]): string {
  const header = [
    'run',
    'step',
    'train_loss',
    'validation_loss',
    'learning_rate',
    'gradient_norm',
    'tokens_per_second',
    'loss_scale',
  ];
  const rows = curves.flatMap(({ runId, name, history }) => {
    const run = name || runId;
    const validation = new Map(
      history.evaluations.map(({ step, validationLoss }) => [step, validationLoss]),
    );
    const before = validation.get(0);
    const start: CsvCell[][] = before === undefined ? [] : [[run, 0, '', before, '', '', '', '']];
    const steps = history.steps.map((row): CsvCell[] => [
      run,
      row.step,
      row.trainLoss,
      validation.get(row.step) ?? '',
      row.learningRate,
      row.gradientNorm,
      row.tokensPerSecond,
      row.lossScale ?? (row.lossScale === null ? 'skipped' : ''),
    ]);
    return [...start, ...steps];
  });
  return toCsv(header, rows);
}
