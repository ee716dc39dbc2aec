/**
 * @file The way on to the next chapter.
 */
import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ChapterName } from './chapter-name';

export function NextLink({ to }: { to: ChapterName }) {
  const { t } = useTranslation();
  return (
    <div>
      <Button
        component={Link}
        to={`/${to}`}
        variant="light"
        rightSection={<IconArrowRight size={16} aria-hidden="true" />}
      >
        {t('common.next', { page: t(`common.pages.${to}`) })}
      </Button>
    </div>
  );
}
