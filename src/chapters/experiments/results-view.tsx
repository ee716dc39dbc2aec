/**
 * @file The results of a sweep: the table, the curves of the rows that are ticked, and what a chosen row
 * differs in.
 */
import { Button, Group, Select, Stack, Switch, Text } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../pictures/csv';
import { saveCsv } from '../../pictures/export-picture';
import { useLab } from '../../state/lab';
import { runLines, sortRows, sweepsOf, tableRows, type Column } from '../../state/sweeps';
import { Section } from '../controls/chapter-parts';
import { ResultsTable, type Sorting } from './results-table';
import { RowDetails } from './row-details';
import { SweepLoss } from './sweep-loss';

export function ResultsView() {
  const { t } = useTranslation();
  const items = useLab((state) => state.queue.items);
  const doing = useLab((state) => state.queue.doing?.id);
  const remove = useLab((state) => state.removeQueued);
  const pin = useLab((state) => state.pinQueued);
  const [chosenSweep, setChosenSweep] = useState<string | null>(null);
  const [isFolded, setIsFolded] = useState(true);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [chosenRow, setChosenRow] = useState<string | null>(null);
  /** Rows whose curves were switched, by key, away from what is usual. */
  const [switched, setSwitched] = useState<Record<string, boolean>>({});
  const sweeps = useMemo(() => sweepsOf(items), [items]);
  const sweep = sweeps.find(({ id }) => id === chosenSweep) ?? sweeps[0];

  if (!sweep) {
    return (
      <Section title={t('experiments.results.title')} hint={t('experiments.results.hint')}>
        <Text c="dimmed">{t('experiments.results.empty')}</Text>
      </Section>
    );
  }

  const [{ paths }] = sweep.items;
  const rows = tableRows(sweep.items, paths, isFolded);
  const column: Column = sorting?.column ?? { measure: 'validationLoss' };
  const sorted = sortRows(rows, paths, column, sorting?.direction ?? 'ascending');
  const done = sweep.items.filter(({ outcome }) => outcome !== null).length;
  const baseline = sorted.find(({ isPinned }) => isPinned) ?? null;
  const hasCurve = (key: string, index: number) => switched[key] ?? index < 6;
  const drawn = sorted.filter(({ key }, index) => hasCurve(key, index));
  const chosen = sorted.find(({ key }) => key === chosenRow) ?? null;
  const save = () => {
    const { header, rows: lines } = runLines(sweep.items, paths);
    saveCsv(toCsv(header, lines), 'sweep');
  };

  return (
    <Section title={t('experiments.results.title')} hint={t('experiments.results.hint')}>
      <Stack gap="lg">
        <Group gap="lg" align="end">
          <Select
            label={t('experiments.results.sweep')}
            data={sweeps.map(({ id, title, items: all }) => ({
              value: id,
              label: t('experiments.results.sweepOf', {
                title,
                done: all.filter(({ outcome }) => outcome !== null).length,
                count: all.length,
              }),
            }))}
            value={sweep.id}
            allowDeselect={false}
            w={320}
            maw="100%"
            onChange={setChosenSweep}
          />
          <Switch
            label={t('experiments.results.fold')}
            checked={isFolded}
            onChange={(event) => setIsFolded(event.currentTarget.checked)}
            mb={8}
          />
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            onClick={save}
          >
            {t('experiments.results.csv')}
          </Button>
        </Group>
        <ResultsTable
          rows={sorted}
          paths={paths}
          isFolded={isFolded}
          baseline={baseline}
          column={column}
          direction={sorting?.direction ?? 'ascending'}
          onSort={setSorting}
          chosen={chosen?.key ?? null}
          onChoose={(key) => setChosenRow(key === chosenRow ? null : key)}
          hasCurve={hasCurve}
          onCurve={(key, isOn) => setSwitched({ ...switched, [key]: isOn })}
          onPin={({ runs }, isPinned) =>
            void pin(
              runs.map(({ id }) => id),
              isPinned,
            )
          }
        />
        {chosen && <RowDetails row={chosen} baseline={baseline} first={rows[0]} />}
        {done > 0 && <SweepLoss rows={drawn} />}
        <Group gap="sm">
          <Button
            variant="subtle"
            color="red"
            size="xs"
            disabled={sweep.items.some(({ id }) => id === doing)}
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            onClick={() => void remove(sweep.items.map(({ id }) => id))}
          >
            {t('experiments.results.remove')}
          </Button>
          <Text fz="sm" c="dimmed">
            {t('experiments.results.removeHint')}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}
