/**
 * @file The built-in corpora: generated when they are opened, by seeded generators.
 */
import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { NumberField } from '../controls/number-field';
import type { CorpusName } from '../../text/types';

const corpora: readonly (CorpusName | 'crawl')[] = [
  'english-stories',
  'chinese-stories',
  'arithmetic',
  'crawl',
];

/** A page of the crawl is much larger than a story. */
const mostPages = 20_000;

export function CorpusCards() {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec.text);
  const facts = useLab((state) => state.text.facts);
  const chooseCorpus = useLab((state) => state.chooseCorpus);
  const [documents, setDocuments] = useState(spec.source === 'own' ? 4000 : spec.documents);
  const countOf = (name: CorpusName | 'crawl') =>
    name === 'crawl' ? Math.min(documents, mostPages) : documents;
  const isOpen = (name: CorpusName | 'crawl') =>
    facts !== null && spec.source === name && spec.documents === countOf(name);

  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        {corpora.map((name) => (
          <Card key={name} withBorder padding="lg">
            <Stack gap="sm" h="100%">
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Title order={3} fz="md">
                  {t(`common.corpora.${name}`)}
                </Title>
                {isOpen(name) && <Badge variant="light">{t('text.corpora.isOpen')}</Badge>}
              </Group>
              <Text fz="sm" c="dimmed" lh={1.6} flex={1}>
                {t(`text.corpora.${name}`)}
              </Text>
              <Button
                variant={isOpen(name) ? 'default' : 'light'}
                aria-label={`${t('text.corpora.open')}: ${t(`common.corpora.${name}`)}`}
                onClick={() => void chooseCorpus(name, countOf(name))}
              >
                {t('text.corpora.open')}
              </Button>
            </Stack>
          </Card>
        ))}
      </SimpleGrid>
      <Group maw={460}>
        <NumberField
          path="text.documents"
          bounds={{ min: 10, max: 200_000 }}
          label={t('text.corpora.documents')}
          help={t('text.corpora.documentsHelp')}
          value={documents}
          onChange={setDocuments}
          whole
          step={1000}
        />
      </Group>
    </Stack>
  );
}
