/** @file What can be taken along: the documents, the pipeline; and the way on. */
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconArrowRight, IconDownload, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { saveBlob } from '../../pictures/export-picture';
import { pipelineToJson, type Pipeline } from '../../state/cleaning-settings';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';

export interface ResultFilesProps {
  pipeline: Pipeline;
  /** Whether the pipeline has run as it stands. */
  isDone: boolean;
}

const download = <IconDownload size={16} aria-hidden="true" />;

export function ResultFiles({ pipeline, isDone }: ResultFilesProps) {
  const { t } = useTranslation();
  const isUsual = useLab((state) => state.spec.cleaning.stages === null);
  const isCrawl = useLab((state) => state.spec.text.source === 'crawl');
  const saveCleaning = useLab((state) => state.saveCleaning);
  const loadPipeline = useLab((state) => state.loadPipeline);
  const editPipeline = useLab((state) => state.editPipeline);
  const saveDocuments = async () => {
    const blob = await saveCleaning();
    if (blob) saveBlob(blob, 'cleaned.jsonl');
  };
  const savePipeline = () => {
    const json = new Blob([pipelineToJson(pipeline)], { type: 'application/json' });
    saveBlob(json, 'pipeline.json');
  };
  return (
    <Section title={t('cleaning.files.heading')}>
      <Stack gap="md">
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={download}
            disabled={!isDone}
            onClick={() => void saveDocuments()}
          >
            {t('cleaning.files.documents')}
          </Button>
          <Button variant="default" leftSection={download} onClick={savePipeline}>
            {t('cleaning.files.pipeline')}
          </Button>
          <FileButton
            accept=".json,application/json"
            inputProps={{ 'aria-label': t('cleaning.files.load') }}
            onChange={(file) => {
              if (file) void loadPipeline(file);
            }}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconUpload size={16} aria-hidden="true" />}
              >
                {t('cleaning.files.load')}
              </Button>
            )}
          </FileButton>
          {isCrawl && (
            <Button variant="default" disabled={isUsual} onClick={() => editPipeline(null)}>
              {t('cleaning.files.usual')}
            </Button>
          )}
        </Group>
        <Group gap="md">
          <Button
            component={Link}
            to="/tokenizer"
            variant="light"
            rightSection={<IconArrowRight size={16} aria-hidden="true" />}
          >
            {t('cleaning.files.use')}
          </Button>
          <Text fz="sm" c="dimmed">
            {t('cleaning.files.useHelp')}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}
