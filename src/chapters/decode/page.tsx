/**
 * @file Chapter “decode”: one prompt, several strategies side by side, each token with the
 * distribution that it was chosen from.
 */
import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProbabilityLegend } from '../../pictures/ProbabilityText';
import { useLab } from '../../state/lab';
import { ChapterHead, Lesson } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { NextLink } from '../controls/next-link';
import { SourcePicker } from '../controls/source-picker';
import { useSourceName } from '../controls/use-source-name';
import { BeamSection } from './beam-section';
import { BranchesSection } from './branches/branches-section';
import { CrossSection } from './cross-section';
import { DecodedColumn } from './decoded-column';
import { PromptForm } from './prompt-form';
import { RepeatsSection } from './repeats-section';
import { SaveColumns } from './save-columns';
import { mostColumns, strategyOfKind } from './strategies';
import { TokenPanel } from './token-panel';
import type { TokenPlace } from './token-place';
import { useWrittenColumns } from './use-written-columns';

export default function DecodePage() {
  const { t } = useTranslation();
  const { status, columns, shownConfig, shownModel, error } = useLab((state) => state.decoding);
  const nameOf = useSourceName();
  const modelError = useLab((state) => state.model.error);
  const decoding = useLab((state) => state.spec.decoding);
  const editSpec = useLab((state) => state.editSpec);
  const removeColumn = useLab((state) => state.removeColumn);
  const [opened, setOpened] = useState<TokenPlace | null>(null);
  const shownColumns = useWrittenColumns();
  const setColumns = (next: typeof decoding.columns) =>
    editSpec({ decoding: { ...decoding, columns: next } });

  return (
    <Stack gap={40}>
      <ChapterHead chapter="decode" lead={t('decode.lead')} />
      <Stack gap="lg">
        <SourcePicker busy={status === 'running'} />
        <PromptForm />
        {/* A model that cannot be loaded is told of above. */}
        <ErrorAlert error={modelError ? null : error} title={t('decode.failed')} />
      </Stack>
      <Stack gap="md">
        <Group justify="space-between" align="center" gap="sm">
          <ProbabilityLegend />
          <Group gap={4}>
            <SaveColumns partings={shownColumns.map(({ parting }) => parting)} />
            <Button
              variant="subtle"
              size="sm"
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              disabled={decoding.columns.length >= mostColumns}
              onClick={() => setColumns([...decoding.columns, strategyOfKind('top-p')])}
            >
              {t('decode.add')}
            </Button>
          </Group>
        </Group>
        <Box
          style={{
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 208px), 1fr))',
            gap: 16,
            alignItems: 'start',
          }}
        >
          {decoding.columns.map((config, index) => (
            <DecodedColumn
              key={index}
              index={index}
              config={config}
              shown={shownConfig?.columns[index] ?? null}
              result={columns[index] ?? null}
              isRunning={status === 'running'}
              columns={shownColumns}
              selected={
                opened && 'column' in opened && opened.column === index ? opened.token : undefined
              }
              onOpen={(token) => setOpened({ column: index, token })}
              onRemove={
                decoding.columns.length > 1 && status !== 'running'
                  ? () => {
                      setOpened(null);
                      removeColumn(index);
                    }
                  : undefined
              }
            />
          ))}
        </Box>
        <Text fz="sm" c="dimmed" maw={760} lh={1.6}>
          {shownModel &&
            t('decode.writtenBy', { name: nameOf(shownModel.source), step: shownModel.step })}
          {shownModel && '. '}
          {t('decodeCompare.hint')} {t('decode.statisticsHint')} {t('decodeCompare.speedHint')}
          {shownModel?.source.kind === 'run' && ` ${t('decodeCompare.runHint')}`}
        </Text>
      </Stack>
      <BranchesSection opened={opened} onOpen={setOpened} />
      <CrossSection columns={shownColumns} />
      <BeamSection tokenizers={shownColumns.map(({ tokenizer }) => tokenizer)} />
      <RepeatsSection />
      <Lesson
        title={t('decode.lesson.title')}
        points={[
          { title: t('decode.lesson.cut'), text: t('decode.lesson.cutText') },
          { title: t('decode.lesson.temperature'), text: t('decode.lesson.temperatureText') },
          { title: t('decode.lesson.likely'), text: t('decode.lesson.likelyText') },
        ]}
      />
      <NextLink to="runs" />
      <TokenPanel
        place={opened}
        tokenizer={
          (opened && 'column' in opened && shownColumns.at(opened.column)?.tokenizer) || null
        }
        onChange={setOpened}
      />
    </Stack>
  );
}
