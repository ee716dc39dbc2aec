/**
 * @file A text of the reader's own: dropped, chosen or pasted. Any number of files of every kind is
 * taken, so that the worker can say what is wrong with those that cannot be read.
 */
import { Button, Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconFileText } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { canChooseFolder, chooseFolder, namedFiles } from './named-files';

export function OwnText() {
  const { t } = useTranslation();
  const openFiles = useLab((state) => state.openFiles);
  const pasteText = useLab((state) => state.pasteText);
  const openDialog = useRef<() => void>(null);
  const [pasted, setPasted] = useState('');

  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Dropzone
        onDrop={(files) => void openFiles(namedFiles(files))}
        openRef={openDialog}
        activateOnClick={false}
        // The plain file dialog works in every browser, also in tests.
        useFsAccessApi={false}
        tabIndex={-1}
        inputProps={{ 'aria-label': t('text.own.dropTitle') }}
        styles={{ inner: { pointerEvents: 'auto', height: '100%' } }}
      >
        <Stack align="center" justify="center" gap="xs" h="100%" mih={170} ta="center">
          <IconFileText size={32} stroke={1.3} aria-hidden="true" />
          <Text fw={600}>{t('text.own.dropTitle')}</Text>
          <Text fz="sm" c="dimmed" maw={380} lh={1.5}>
            {t('text.own.dropText')}
          </Text>
          <Group mt="xs" gap="xs" justify="center">
            <Button variant="light" onClick={() => openDialog.current?.()}>
              {t('text.own.choose')}
            </Button>
            {canChooseFolder && (
              <Button
                variant="subtle"
                onClick={() => void chooseFolder().then((files) => openFiles(files))}
              >
                {t('text.own.chooseFolder')}
              </Button>
            )}
          </Group>
        </Stack>
      </Dropzone>
      <Stack gap="sm">
        <Textarea
          label={t('text.own.paste')}
          placeholder={t('text.own.pastePlaceholder')}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
          rows={7}
          spellCheck={false}
        />
        <div>
          <Button
            variant="light"
            disabled={pasted.trim() === ''}
            onClick={() => void pasteText(pasted, t('text.own.pastedName'))}
          >
            {t('text.own.use')}
          </Button>
        </div>
      </Stack>
    </SimpleGrid>
  );
}
