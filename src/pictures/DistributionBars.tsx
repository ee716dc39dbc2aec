/**
 * @file The distribution from which a token was chosen: the whole vocabulary by probability, what
 * the cut took away stays visible (hatched). Only the rows asked for are drawn; the curve above
 * shows all of them.
 */
import { Button } from '@mantine/core';
import { Fragment, memo, useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  distributionRows,
  barEnd,
  summarizeCut,
  type CutLine,
  type Distribution,
  type DistributionEntry,
} from './distribution';
import { DistributionCurve } from './DistributionCurve';
import { DistributionRow, type DistributionAction } from './DistributionRow';
import { formatProbability } from './format';
import { useRovingIndex } from './use-roving-index';

export interface DistributionBarsProps {
  entries: Distribution;
  chosenId?: number;
  /** Cuts of other strategies, drawn over this one's. */
  lines?: readonly CutLine[];
  /** Rows shown at first. */
  rows?: number;
  /** The same object as long as it does the same. */
  action?: DistributionAction;
  /** More about a token; a click on its label opens it below its row. */
  details?: (entry: DistributionEntry) => ReactNode;
}

const step = 200;

export function DistributionBars(props: DistributionBarsProps) {
  const { entries, chosenId, rows = 30, lines, action, details } = props;
  const { t } = useTranslation();
  const [limit, setLimit] = useState(rows);
  const [opened, setOpened] = useState<number | null>(null);
  const cut = useMemo(() => summarizeCut(entries), [entries]);
  const shown = useMemo(
    () => distributionRows(entries, limit, chosenId, lines),
    [entries, limit, chosenId, lines],
  );
  const toggle = useCallback((id: number) => setOpened((old) => (old === id ? null : id)), []);
  const showMore = useCallback(() => setLimit((old) => old + step), []);
  const rowCount = shown.filter(({ kind }) => kind === 'entry').length;
  /** In each row. */
  const buttons = (details ? 1 : 0) + (action ? 1 : 0);
  const { active, container } = useRovingIndex(rowCount * buttons, buttons);
  const end = useMemo(() => barEnd(entries), [entries]);
  const rest = Math.max(0, entries.ids.length - limit);
  const summary =
    cut.dropped === 0
      ? t('pictures.distribution.uncut', { kept: cut.kept })
      : t('pictures.distribution.cut', {
          kept: cut.kept,
          dropped: cut.dropped,
          mass: formatProbability(cut.mass),
        });

  return (
    <div className="picture">
      <DistributionCurve entries={entries} chosenId={chosenId} lines={lines} />
      <p className="picture-readout">{summary}</p>
      <table className="picture-table picture-distribution-table">
        <caption className="picture-hidden">{t('pictures.distribution.table')}</caption>
        <ColumnNames />
        <tbody {...container}>
          {shown.map((row, index) => {
            switch (row.kind) {
              case 'cut':
                return (
                  <tr key={`cut ${index}`} className="is-cut-line">
                    <td colSpan={5}>{t('pictures.distribution.cutLine')}</td>
                  </tr>
                );
              case 'line':
                return (
                  <tr key={`line ${row.line.name}`} className="is-cut-line">
                    <td colSpan={5} style={{ color: row.line.color, borderColor: row.line.color }}>
                      {row.line.name}
                    </td>
                  </tr>
                );
              case 'gap':
                return (
                  <tr key="gap" className="is-gap">
                    <td colSpan={5}>{t('pictures.distribution.between', { count: row.count })}</td>
                  </tr>
                );
              case 'entry':
                return (
                  <Fragment key={row.entry.id}>
                    <DistributionRow
                      id={row.entry.id}
                      label={row.entry.label}
                      probability={row.entry.probability}
                      after={row.entry.after}
                      cumulated={row.cumulated}
                      end={end}
                      chosen={row.entry.id === chosenId}
                      action={action}
                      isOpen={row.entry.id === opened}
                      onToggle={details && toggle}
                      firstIndex={row.place * buttons}
                      tabStop={Math.floor(active / buttons) === row.place ? active : null}
                    />
                    {details && row.entry.id === opened && (
                      <tr>
                        <td colSpan={5}>{details(row.entry)}</td>
                      </tr>
                    )}
                  </Fragment>
                );
            }
          })}
        </tbody>
      </table>
      {rest > 0 && <MoreButton count={Math.min(step, rest)} onClick={showMore} />}
    </div>
  );
}

const ColumnNames = memo(function ColumnNames() {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">{t('pictures.distribution.token')}</th>
        <th aria-hidden="true" className="picture-bar-column" />
        <th scope="col" className="is-number">
          {t('pictures.distribution.before')}
        </th>
        <th scope="col" className="is-number">
          {t('pictures.distribution.after')}
        </th>
        <th scope="col" className="is-number">
          {t('pictures.distribution.sum')}
        </th>
      </tr>
    </thead>
  );
});

const MoreButton = memo(function MoreButton(props: { count: number; onClick: () => void }) {
  const { count, onClick } = props;
  const { t } = useTranslation();
  return (
    <Button variant="subtle" size="xs" mt="xs" onClick={onClick}>
      {t('pictures.distribution.more', { count })}
    </Button>
  );
});
