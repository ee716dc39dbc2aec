/**
 * @file An address at which there is nothing.
 */
import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" align="start">
      <Title order={1}>{t('common.pages.notFound')}</Title>
      <Text c="dimmed" lh={1.6} maw={560}>
        {t('common.notFound.text')}
      </Text>
      <Button component={Link} to="/">
        {t('common.notFound.home')}
      </Button>
    </Stack>
  );
}
