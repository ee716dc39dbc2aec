/**
 * @file Runs in rows, fields and measures in columns. A column's head sorts by it; a row's name opens what
 * it differs in.
 */
import { Checkbox, Text, Tooltip, UnstyledButton } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatCount, formatNumber } from '../../pictures/format';
import {
  measures,
  type Column,
  type Measure,
  type QueueItem,
  type Spread,
  type TableRow,
} from '../../state/sweeps';
import { fieldName, fieldValue } from '../controls/spec-fields';

export interface Sorting {
  column: Column;
  direction: 'ascending' | 'descending';
}

type Row = TableRow<QueueItem>;

export interface ResultsTableProps extends Sorting {
  rows: readonly Row[];
  paths: readonly string[];
  isFolded: boolean;
  baseline: Row | null;
  onSort: (sorting: Sorting) => void;
  /** Key of the row whose details are open. */
  chosen: string | null;
  onChoose: (key: string) => void;
  hasCurve: (key: string, index: number) => boolean;
  onCurve: (key: string, isOn: boolean) => void;
  onPin: (row: Row, isPinned: boolean) => void;
}

export function ResultsTable(props: ResultsTableProps) {
  const { rows, paths, isFolded, baseline, column, direction, onSort } = props;
  const { t } = useTranslation();
  const columns: Column[] = [
    ...paths.map((path) => ({ path })),
    ...(isFolded ? [] : [{ path: 'seed' }]),
    ...measures.map((measure) => ({ measure })),
  ];
  const isSorted = (one: Column) => JSON.stringify(one) === JSON.stringify(column);
  const turned = direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <>
      <div
        className="picture picture-scroll"
        role="region"
        aria-label={t('experiments.results.table')}
        tabIndex={0}
      >
        <table className="picture-table sweep-table">
          <caption className="picture-hidden">{t('experiments.results.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('experiments.results.pin')}</th>
              <th scope="col">{t('experiments.results.curve')}</th>
              {columns.map((one) => (
                <th
                  key={JSON.stringify(one)}
                  scope="col"
                  aria-sort={isSorted(one) ? direction : undefined}
                >
                  <HeadButton
                    column={one}
                    mark={isSorted(one) ? (direction === 'ascending' ? '↑' : '↓') : ''}
                    onClick={() =>
                      onSort({ column: one, direction: isSorted(one) ? turned : 'ascending' })
                    }
                  />
                </th>
              ))}
              <th scope="col">{t('experiments.results.state')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <ResultRow key={row.key} {...props} row={row} index={index} />
            ))}
          </tbody>
        </table>
      </div>
      {baseline && rows.length > 1 && (
        <Text fz="xs" c="dimmed">
          {t('experiments.results.baselineNote')}
        </Text>
      )}
    </>
  );
}

interface HeadButtonProps {
  column: Column;
  mark: string;
  onClick: () => void;
}

function HeadButton({ column, mark, onClick }: HeadButtonProps) {
  const { t } = useTranslation();
  const name =
    'measure' in column ? t(`experiments.measures.${column.measure}`) : fieldName(column.path, t);
  const help = 'measure' in column ? t(`experiments.measures.${column.measure}Help`) : column.path;
  return (
    <Tooltip label={help} withArrow multiline maw={280}>
      <UnstyledButton
        className="sweep-head"
        aria-label={t('experiments.results.sortBy', { column: name })}
        onClick={onClick}
      >
        {name} {mark}
      </UnstyledButton>
    </Tooltip>
  );
}

function ResultRow(props: ResultsTableProps & { row: Row; index: number }) {
  const { row, index, paths, isFolded, baseline, chosen } = props;
  const { t } = useTranslation();
  const name = rowName(row, paths, isFolded, t);
  const ended = row.runs.filter(({ outcome }) => outcome !== null).length;
  return (
    <tr className={chosen === row.key ? 'is-chosen' : undefined}>
      <td>
        <Checkbox
          size="xs"
          aria-label={t('experiments.results.pinRow', { name })}
          checked={row.isPinned}
          onChange={(event) => props.onPin(row, event.currentTarget.checked)}
        />
      </td>
      <td>
        <Checkbox
          size="xs"
          aria-label={t('experiments.results.curveRow', { name })}
          checked={props.hasCurve(row.key, index)}
          onChange={(event) => props.onCurve(row.key, event.currentTarget.checked)}
        />
      </td>
      {row.values.map((value, at) => (
        <td key={paths[at]}>
          {at === 0 ? (
            <UnstyledButton
              className="sweep-name"
              aria-label={t('experiments.results.details', { name })}
              aria-expanded={chosen === row.key}
              onClick={() => props.onChoose(row.key)}
            >
              {fieldValue(value, t)}
            </UnstyledButton>
          ) : (
            fieldValue(value, t)
          )}
        </td>
      ))}
      {!isFolded && <td className="picture-number">{row.runs[0].spec.seed}</td>}
      {measures.map((measure) => (
        <td key={measure} className="picture-number">
          <Cell
            measure={measure}
            spread={row.measures[measure]}
            baseline={baseline && baseline.key !== row.key ? baseline.measures[measure] : null}
          />
        </td>
      ))}
      <td>
        {row.runs.length === 1
          ? t(`experiments.results.statuses.${row.runs[0].status}`)
          : `${ended}/${row.runs.length}`}
      </td>
    </tr>
  );
}

export function rowName(
  row: Row,
  paths: readonly string[],
  isFolded: boolean,
  t: TFunction,
): string {
  const values = row.values.map(
    (value, index) => `${fieldName(paths[index], t)} ${fieldValue(value, t)}`,
  );
  const seed = `${t('experiments.results.seed')} ${row.runs[0].spec.seed}`;
  return [...values, ...(isFolded ? [] : [seed])].join(', ');
}

interface CellProps {
  measure: Measure;
  spread: Spread | null;
  baseline: Spread | null;
}

function Cell({ measure, spread, baseline }: CellProps) {
  if (!spread) return <>–</>;
  const { mean, deviation, runs } = spread;
  // Parameters, tokens and FLOPs are the same for each seed.
  const shown = deviation !== null && (deviation > 0 || !isCounted(measure));
  return (
    <>
      {format(measure, mean)}
      {shown && (
        <span className="sweep-spread">
          {' '}
          ± {format(measure, deviation)} (n={runs})
        </span>
      )}
      {baseline && (
        <div className="sweep-difference">{difference(measure, mean, baseline.mean)}</div>
      )}
    </>
  );
}

const isCounted = (measure: Measure) =>
  measure === 'parameters' || measure === 'tokens' || measure === 'flops';

function format(measure: Measure, value: number): string {
  switch (measure) {
    case 'trainLoss':
    case 'validationLoss':
    case 'bitsPerByte':
      return Number.isFinite(value) ? value.toFixed(4) : formatNumber(value);
    case 'parameters':
    case 'tokens':
      return formatCount(value);
    case 'flops':
      return value.toExponential(2).replace('e+', 'e');
    case 'seconds':
      return value.toFixed(1);
    case 'tokensPerSecond':
      return formatCount(Math.round(value));
  }
}

/** Losses as differences, what has a unit in percent. */
function difference(measure: Measure, value: number, baseline: number): string {
  const sign = value < baseline ? '−' : '+';
  const size = Math.abs(value - baseline);
  const isLoss =
    measure === 'trainLoss' || measure === 'validationLoss' || measure === 'bitsPerByte';
  if (isLoss) return `${sign}${size.toFixed(4)}`;
  return baseline === 0 ? '' : `${sign}${((100 * size) / baseline).toFixed(1)}%`;
}
