/**
 * @file One corpus: its name, a line about it, and the button that opens it.
 */
import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CorpusName } from '../../text/types';

export interface CorpusCardProps {
  name: CorpusName | 'crawl';
  isOpen: boolean;
  onOpen: () => void;
  children?: ReactNode;
}

export function CorpusCard({ name, isOpen, onOpen, children }: CorpusCardProps) {
  const { t } = useTranslation();
  return (
    <Card withBorder padding="lg">
      <Stack gap="sm" h="100%">
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Title order={3} fz="md">
            {t(`common.corpora.${name}`)}
          </Title>
          {isOpen && <Badge variant="light">{t('text.corpora.isOpen')}</Badge>}
        </Group>
        <Text fz="sm" c="dimmed" lh={1.6} flex={1}>
          {t(`text.corpora.${name}`)}
        </Text>
        {children}
        <Button
          variant={isOpen ? 'default' : 'light'}
          aria-label={`${t('text.corpora.open')}: ${t(`common.corpora.${name}`)}`}
          onClick={onOpen}
        >
          {t('text.corpora.open')}
        </Button>
      </Stack>
    </Card>
  );
}
