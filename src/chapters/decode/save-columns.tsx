/**
 * @file Saves what the columns wrote: the transcript, and the table of the columns.
 */
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { saveBlob, saveCsv } from '../../pictures/export-picture';
import { useLab } from '../../state/lab';
import { columnsCsv, transcript } from './transcript';

export interface SaveColumnsProps {
  /** By column: the first token that differs from column 1. */
  partings: readonly (number | null)[];
}

const fileName = 'decoding';

export function SaveColumns({ partings }: SaveColumnsProps) {
  const { t } = useTranslation();
  const { status, columns, openings, shownConfig, shownModel } = useLab((state) => state.decoding);
  const backend = useLab((state) => state.engine.report?.backend ?? '');
  const shareLink = useLab((state) => state.shareLink);
  if (!shownConfig || status !== 'done' || columns.every((column) => column === null)) return null;
  const written = { config: shownConfig, columns, openings };

  const saveTranscript = () => {
    const link = shareLink(shownConfig, shownModel?.source);
    const json = transcript(written, { backend, link });
    saveBlob(new Blob([json], { type: 'application/json' }), `${fileName}.json`);
  };

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
        >
          {t('decodeCompare.save')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={saveTranscript}>{t('decodeCompare.transcript')}</Menu.Item>
        <Menu.Item onClick={() => saveCsv(columnsCsv(written, partings), fileName)}>
          {t('decodeCompare.table')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
