/**
 * @file Before the first run: one button, and what it will do.
 */
import { Button, List, Paper, Text, Title } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { RefusedSettings } from './refused-settings';

export function StartPanel() {
  const { t } = useTranslation();
  const spec = useLab((state) => state.spec);
  const problems = useLab((state) => state.problems);
  const startRun = useLab((state) => state.startRun);
  const { text, tokenizer, model, training, seed } = spec;
  const textName = text.source === 'own' ? text.name : t(`common.corpora.${text.source}`);

  return (
    <Paper withBorder radius="lg" p={{ base: 'lg', sm: 'xl' }}>
      <Title order={2} fz={22} mb="md">
        {t('train.ready')}
      </Title>
      <Button
        size="xl"
        w={{ base: '100%', xs: 'auto' }}
        leftSection={<IconPlayerPlayFilled size={22} aria-hidden="true" />}
        disabled={problems.length > 0}
        onClick={() => void startRun()}
      >
        {t('train.start')}
      </Button>
      <RefusedSettings />
      <Text mt="lg" mb="xs" fz="sm" c="dimmed">
        {t('train.willHappen')}
      </Text>
      <List type="ordered" spacing={6} maw={640}>
        <List.Item>{t('train.stages.text', { name: textName })}</List.Item>
        <List.Item>
          {t(`train.stages.${tokenizer.kind}`, { size: tokenizer.vocabularySize })}
        </List.Item>
        <List.Item>{t('train.stages.model', { ...model, seed })}</List.Item>
        <List.Item>
          {t('train.stages.training', {
            steps: training.steps,
            batch: training.batchSize,
            length: model.contextLength,
          })}
        </List.Item>
      </List>
      <Text mt="md" fz="sm" c="dimmed">
        {t('train.stages.kept')}
      </Text>
    </Paper>
  );
}
