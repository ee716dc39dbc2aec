/**
 * @file The distribution from which a token was chosen: the whole vocabulary by probability, what
 * the cut took away stays visible (hatched). Only the rows asked for are drawn; the curve above
 * shows all of them.
 */
import { Button } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { distributionRows, summarizeCut, type DistributionEntry } from './distribution';
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
  /** Sorted by `probability`, largest first. */
  entries: readonly DistributionEntry[];
  chosenId?: number;
  /** Rows shown at first. */
  rows?: number;
  action?: DistributionAction;
}

const step = 200;

export function DistributionBars(props: DistributionBarsProps) {
  const { entries, chosenId, rows = 50, action } = props;
  const { t } = useTranslation();
  const [limit, setLimit] = useState(rows);
  const cut = useMemo(() => summarizeCut(entries), [entries]);
  const shown = useMemo(
    () => distributionRows(entries, limit, chosenId),
    [entries, limit, chosenId],
  );
  /** Place of each token among the rows that are drawn. */
  const places = useMemo(() => {
    const ids = shown.flatMap((row) => (row.kind === 'entry' ? [row.entry.id] : []));
    return new Map(ids.map((id, place) => [id, place]));
  }, [shown]);
  const roving = useRovingIndex(places.size);
  const largest = useMemo(
    () => entries.reduce((most, one) => Math.max(most, one.probability, one.after), 1e-12),
    [entries],
  );
  const rest = Math.max(0, entries.length - limit);
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
      <DistributionCurve entries={entries} chosenId={chosenId} />
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
          {shown.map((row) => {
            switch (row.kind) {
              case 'cut':
                return (
                  <tr key="cut" className="is-cut-line">
                    <td colSpan={5}>{t('pictures.distribution.cutLine')}</td>
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
                  <EntryRow
                    key={row.entry.id}
                    entry={row.entry}
                    cumulated={row.cumulated}
                    largest={largest}
                    chosen={row.entry.id === chosenId}
                    action={action}
                    index={places.get(row.entry.id) ?? 0}
                    tabIndex={roving.tabIndex}
                  />
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
  /** Among the rows that are drawn. */
  index: number;
  tabIndex: (index: number) => 0 | -1;
}

function EntryRow(props: EntryRowProps) {
  const { entry, cumulated, largest, chosen, action, index, tabIndex } = props;
  const { t } = useTranslation();
  const classes = [entry.kept ? '' : 'is-cut', chosen ? 'is-chosen' : ''].join(' ').trim();
  const width = (probability: number) => `${((probability / largest) * 100).toFixed(2)}%`;
  return (
    <tr className={classes === '' ? undefined : classes}>
      <td>
        <span className="picture-row-label">
          <VisibleLabel label={entry.label} />
        </span>
        <span className="picture-token-id">{entry.id}</span>
        {chosen && <span className="picture-chosen"> ✓ {t('pictures.distribution.chosen')}</span>}
        {action && (
          <button
            type="button"
            className="picture-button picture-row-action"
            data-index={index}
            tabIndex={tabIndex(index)}
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
