/**
 * @file The built-in corpora: generated when they are opened, by seeded generators. Prose and exercises
 * first, then the tasks, each with its first pair.
 */
import { Code, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storyNames, taskNames, taskPair, tasks } from '../../state/corpora';
import { useLab } from '../../state/lab';
import { NumberField } from '../controls/number-field';
import type { CorpusName, TaskName } from '../../text/types';
import { CorpusCard } from './corpus-card';

/** A page of the crawl is much larger than a story. */
const mostPages = 20_000;

export function CorpusCards() {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec.text);
  const facts = useLab((state) => state.text.facts);
  const chooseCorpus = useLab((state) => state.chooseCorpus);
  const [documents, setDocuments] = useState(spec.source === 'own' ? 4000 : spec.documents);
  const propsOf = (name: CorpusName | 'crawl') => {
    const count = name === 'crawl' ? Math.min(documents, mostPages) : documents;
    return {
      name,
      isOpen: facts !== null && spec.source === name && spec.documents === count,
      onOpen: () => void chooseCorpus(name, count),
    };
  };

  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        {[...storyNames, 'crawl' as const].map((name) => (
          <CorpusCard key={name} {...propsOf(name)} />
        ))}
      </SimpleGrid>
      <Stack gap={4} mt="sm">
        <Title order={3} fz="md" id="task-corpora">
          {t('text.tasks.heading')}
        </Title>
        <Text fz="sm" c="dimmed" maw={680} lh={1.6}>
          {t('text.tasks.hint')}
        </Text>
      </Stack>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} role="group" aria-labelledby="task-corpora">
        {taskNames.map((name) => (
          <CorpusCard key={name} {...propsOf(name)}>
            <FirstPair name={name} seed={spec.source === 'own' ? 1 : spec.seed} />
          </CorpusCard>
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

function FirstPair({ name, seed }: { name: TaskName; seed: number }) {
  const { t } = useTranslation();
  const { source, target } = taskPair(name, seed, 0);
  return (
    <Stack gap={6}>
      <Code style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
        {source} → {target}
      </Code>
      <Text fz="xs" c="dimmed">
        {t('text.tasks.tokenizer', { kind: t(`common.tokenizerKinds.${tasks[name].tokenizer}`) })}
      </Text>
    </Stack>
  );
}
