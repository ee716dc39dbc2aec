/**
 * @file The button of a chapter that opens its source.
 */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCode } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChapterName } from '../controls/chapter-name';

const SourceDrawer = lazy(() => import('./source-drawer'));

export function SourceButton({ chapter }: { chapter: ChapterName }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  // Loaded when it is first opened, and then left there, so that it can slide away.
  const [wasOpened, { open: load }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconCode size={16} stroke={1.5} aria-hidden="true" />}
        aria-haspopup="dialog"
        onClick={() => {
          load();
          open();
        }}
      >
        {t('source.open')}
      </Button>
      {wasOpened && (
        <Suspense>
          <SourceDrawer chapter={chapter} opened={opened} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
