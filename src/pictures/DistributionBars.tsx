/**
 * @file The distribution from which a token was chosen: the whole vocabulary by probability, what
 * the cut took away stays visible (hatched). Only the rows asked for are drawn; the curve above
 * shows all of them.
 */
import { Button } from '@mantine/core';
import { Fragment, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  distributionRows,
  largestProbability,
  summarizeCut,
  type CutLine,
  type Distribution,
  type DistributionEntry,
} from './distribution';
import { DistributionCurve } from './DistributionCurve';
import { formatProbability } from './format';
import { useRovingIndex } from './use-roving-index';
import { VisibleLabel } from './visible-text';

/** What can be done with every token of the distribution. */
export interface DistributionAction {
  icon: ReactNode;
  name: (label: string) => string;
  onPress: (id: number) => void;
}

export interface DistributionBarsProps {
  entries: Distribution;
  chosenId?: number;
  /** Cuts of other strategies, drawn over this one's. */
  lines?: readonly CutLine[];
  /** Rows shown at first. */
  rows?: number;
  action?: DistributionAction;
  /** More about a token; a click on its label opens it below its row. */
  details?: (entry: DistributionEntry) => ReactNode;
}

const step = 200;

export function DistributionBars(props: DistributionBarsProps) {
  const { entries, chosenId, rows = 50, lines, action, details } = props;
  const { t } = useTranslation();
  const [limit, setLimit] = useState(rows);
  const [opened, setOpened] = useState<number | null>(null);
  const cut = useMemo(() => summarizeCut(entries), [entries]);
  const shown = useMemo(
    () => distributionRows(entries, limit, chosenId, lines),
    [entries, limit, chosenId, lines],
  );
  /** Place of each token among the rows that are drawn. */
  const places = useMemo(() => {
    const ids = shown.flatMap((row) => (row.kind === 'entry' ? [row.entry.id] : []));
    return new Map(ids.map((id, place) => [id, place]));
  }, [shown]);
  /** In each row. */
  const buttons = (details ? 1 : 0) + (action ? 1 : 0);
  const roving = useRovingIndex(places.size * buttons, buttons);
  const largest = useMemo(() => largestProbability(entries), [entries]);
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
        <tbody {...roving.container}>
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
                    <EntryRow
                      entry={row.entry}
                      cumulated={row.cumulated}
                      largest={largest}
                      chosen={row.entry.id === chosenId}
                      action={action}
                      isOpen={row.entry.id === opened}
                      onToggle={
                        details && (() => setOpened(row.entry.id === opened ? null : row.entry.id))
                      }
                      firstIndex={(places.get(row.entry.id) ?? 0) * buttons}
                      tabIndex={roving.tabIndex}
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
      {rest > 0 && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setLimit(limit + step)}>
          {t('pictures.distribution.more', { count: Math.min(step, rest) })}
        </Button>
      )}
    </div>
  );
}

interface EntryRowProps {
  entry: DistributionEntry;
  cumulated: number;
  largest: number;
  chosen: boolean;
  action?: DistributionAction;
  isOpen: boolean;
  onToggle?: () => void;
  /** Of the row's first button, among those of all rows that are drawn. */
  firstIndex: number;
  tabIndex: (index: number) => 0 | -1;
}

function EntryRow(props: EntryRowProps) {
  const { entry, cumulated, largest, chosen, action, isOpen, onToggle, firstIndex, tabIndex } =
    props;
  const actionIndex = firstIndex + (onToggle ? 1 : 0);
  const { t } = useTranslation();
  const classes = [entry.kept ? '' : 'is-cut', chosen ? 'is-chosen' : ''].join(' ').trim();
  const width = (probability: number) => `${((probability / largest) * 100).toFixed(2)}%`;
  return (
    <tr className={classes === '' ? undefined : classes}>
      <td>
        {onToggle ? (
          <button
            type="button"
            className="picture-button picture-row-label"
            aria-expanded={isOpen}
            data-index={firstIndex}
            tabIndex={tabIndex(firstIndex)}
            onClick={onToggle}
          >
            <VisibleLabel label={entry.label} />
          </button>
        ) : (
          <span className="picture-row-label">
            <VisibleLabel label={entry.label} />
          </span>
        )}
        <span className="picture-token-id">{entry.id}</span>
        {chosen && <span className="picture-chosen"> ✓ {t('pictures.distribution.chosen')}</span>}
        {action && (
          <button
            type="button"
            className="picture-button picture-row-action"
            data-index={actionIndex}
            tabIndex={tabIndex(actionIndex)}
            aria-label={action.name(entry.label)}
            title={action.name(entry.label)}
            onClick={() => action.onPress(entry.id)}
          >
            {action.icon}
          </button>
        )}
      </td>
      <td className="picture-bar-column" aria-hidden="true">
        <div className="picture-bar-track">
          <div
            className={`picture-bar ${entry.kept ? 'is-before' : 'is-cut'}`}
            style={{ width: width(entry.probability) }}
          />
          {entry.kept && (
            <div className="picture-bar is-after" style={{ width: width(entry.after) }} />
          )}
        </div>
      </td>
      <td className="is-number">{formatProbability(entry.probability)}</td>
      <td className="is-number">{formatProbability(entry.after)}</td>
      <td className="is-number">{formatProbability(Math.min(1, cumulated))}</td>
    </tr>
  );
}
