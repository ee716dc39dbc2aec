/**
 * @file Which column of the opened tables is the text. Nothing is drawn where there is no choice.
 */
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import type { TextColumns } from '../../text/reading';

export function TextColumn({ columns }: { columns: TextColumns }) {
  const { t } = useTranslation();
  const chooseColumn = useLab((state) => state.chooseColumn);
  const isOpening = useLab((state) => state.text.status === 'opening');
  const names = [...new Set(columns.names)];
  if (names.length < 2) return null;
  return (
    <NativeSelect
      label={t('text.column.label')}
      description={t('text.column.help')}
      data={names}
      value={columns.chosen}
      disabled={isOpening}
      maw={420}
      onChange={(event) => void chooseColumn(event.currentTarget.value)}
    />
  );
}
