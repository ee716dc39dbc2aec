/**
 * @file One strategy: its settings, what it writes, and figures of what it wrote.
 */
import { Badge, Box, CloseButton, Group, Loader, Paper, Select, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorReport } from '../../base/errors';
import type { StrategyConfig } from '../../decoding/types';
import type { LabelledUpdate } from '../../experiment/decoding-stream';
import { BeamList } from '../../pictures/BeamList';
import { ProbabilityText } from '../../pictures/ProbabilityText';
import { useLab } from '../../state/lab';
import type { Tokenizer } from '../../text/types';
import { ErrorAlert } from '../controls/error-alert';
import { useSourceName } from '../controls/use-source-name';
import { ColumnFigures } from './column-figures';
import { ColumnModel } from './column-model';
import { StopNote } from './stop-note';
import { ColumnNote } from './column-note';
import { pointAtToken } from './pointed-token';
import { StrategyFields } from './strategy-fields';
import { strategyKinds, strategyOfKind } from './strategies';
import { useModelTokenizer } from './use-tokenizer';
import { TokenElsewhereLine } from './token-elsewhere-line';
import type { ShownColumn } from './use-written-columns';

export interface DecodedColumnProps {
  index: number;
  config: StrategyConfig;
  /** The strategy that `result` was made with. */
  shown: StrategyConfig | null;
  result: LabelledUpdate | null;
  isRunning: boolean;
  /** All columns, in their order. */
  columns: readonly ShownColumn[];
  /** Index of the token whose panel is open. */
  selected: number | undefined;
  onOpen: (token: number) => void;
  onRemove?: () => void;
}

export function DecodedColumn(props: DecodedColumnProps) {
  const { index, config, shown, isRunning, columns, selected } = props;
  const { info, tokenizer, written, parting } = columns.at(index) ?? nothingShown;
  // What another strategy wrote before does not belong under this one's name.
  const result = shown?.kind === config.kind ? props.result : null;
  const { t } = useTranslation();
  const modelTokenizer = useModelTokenizer();
  const editColumn = useLab((state) => state.editColumn);
  const source = useLab((state) => state.source);
  const error = useLab((state) => state.decoding.openings[index]?.error ?? null);
  const nameOf = useSourceName();
  const vocabularySize = useLab(
    (state) =>
      (info ?? state.model.info)?.config.vocabularySize ?? state.spec.tokenizer.vocabularySize,
  );
  const strategy = t(`decode.strategies.${config.kind}`);
  const isChanged = result !== null && JSON.stringify(shown) !== JSON.stringify(config);

  return (
    <Paper
      component="section"
      withBorder
      radius="md"
      p="md"
      miw={0}
      aria-label={t('decode.column', { column: index + 1, strategy })}
    >
      <Stack gap="sm">
        <Group wrap="nowrap" gap={4}>
          <Select
            flex={1}
            aria-label={t('decode.strategy')}
            // Where the column is too narrow for the name.
            title={t(`decode.strategies.${config.kind}`)}
            rightSectionWidth={28}
            data={strategyKinds.map((kind) => ({
              value: kind,
              label: t(`decode.strategies.${kind}`),
            }))}
            value={config.kind}
            allowDeselect={false}
            onChange={(value) => {
              const kind = strategyKinds.find((candidate) => candidate === value);
              if (kind) editColumn(index, strategyOfKind(kind, config, config.model ?? source));
            }}
          />
          {props.onRemove && (
            <CloseButton
              aria-label={t('decode.remove', { column: index + 1 })}
              onClick={props.onRemove}
            />
          )}
        </Group>
        <Text fz="xs" c="dimmed" lh={1.5} mih={36}>
          {t(`decode.explained.${config.kind}`)}
        </Text>
        <ColumnModel
          index={index}
          model={config.model}
          onChange={(model) => editColumn(index, { ...config, model })}
        />
        <StrategyFields
          config={config}
          vocabularySize={vocabularySize}
          tokenizer={tokenizer ?? modelTokenizer}
          onChange={(next) => editColumn(index, next)}
        />
        <Box pt="sm" mih={120} style={{ borderTop: '1px solid var(--picture-line)' }}>
          {error && <ColumnProblem error={error} />}
          {result && tokenizer ? (
            <ProbabilityText
              tokens={result.tokens.map(({ id, probability }, at) => ({
                id,
                label: result.labels[at] ?? '',
                probability,
                endOfText: id === tokenizer.endOfText,
              }))}
              divergence={index > 0 ? (parting ?? undefined) : undefined}
              selected={selected}
              stopFrom={result.stopped?.from}
              onSelect={props.onOpen}
              onPoint={(token) => pointAtToken(token === null ? null : { column: index, token })}
            />
          ) : error ? null : isRunning ? (
            <Group gap="xs">
              <Loader size="xs" />
              <Text fz="sm" c="dimmed">
                {t('decode.waiting')}
              </Text>
            </Group>
          ) : (
            <Text fz="sm" c="dimmed">
              {t('decode.empty')}
            </Text>
          )}
        </Box>
        {result && written && (
          <>
            <TokenElsewhereLine columns={columns} written={written} />
            {shown?.model && info && (
              <Text fz="xs" c="dimmed">
                {t('decode.writtenBy', { name: nameOf(info.source), step: info.step })}
              </Text>
            )}
            <Group gap={6}>
              {!error && (
                <Badge variant="light" color={statusColors[result.status]} tt="none">
                  {t(`decode.status.${result.status}`)}
                </Badge>
              )}
              {isChanged && (
                <Badge variant="outline" color="gray" tt="none">
                  {t('decode.changed')}
                </Badge>
              )}
            </Group>
            <StopNote stopped={result.stopped} />
            {index > 0 && result.tokens.length > 0 && (
              <Text fz="xs" c="dimmed">
                {parting === null ? t('decode.same') : t('decode.parts', { token: parting + 1 })}
              </Text>
            )}
            <ColumnFigures result={result} />
            {shown && tokenizer && (
              <ColumnNote strategy={shown} result={result} tokenizer={tokenizer} />
            )}
            {shown?.kind === 'beam' && tokenizer && (
              <Drafts result={result} tokenizer={tokenizer} />
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** Why a column cannot be written, or not be written on. */
function ColumnProblem({ error }: { error: ErrorReport }) {
  const { t } = useTranslation();
  const isOfModel = !error.code.startsWith('constraint.');
  return (
    <Stack gap="xs" mb="xs">
      <ErrorAlert
        error={error}
        title={t(isOfModel ? 'decodeCompare.noModel' : 'decodeCompare.notWritten')}
      />
      {isOfModel && (
        <Text fz="xs" c="dimmed">
          {t('decodeCompare.noModelHint')}
        </Text>
      )}
    </Stack>
  );
}

const nothingShown: ShownColumn = {
  info: null,
  tokenizer: null,
  written: null,
  parting: null,
};

export const statusColors: Record<LabelledUpdate['status'], string> = {
  running: 'green',
  'end-of-text': 'blue',
  length: 'gray',
  stop: 'blue',
  cancelled: 'gray',
};

interface DraftsProps {
  result: LabelledUpdate;
  tokenizer: Tokenizer;
}

/** What the beam search keeps alive, until it is done. */
function Drafts({ result, tokenizer }: DraftsProps) {
  const { t } = useTranslation();
  const { beams } = result;
  const hypotheses = useMemo(
    () => beams?.map(({ ids, ...figures }) => ({ text: tokenizer.decode(ids), ...figures })) ?? [],
    [beams, tokenizer],
  );
  if (hypotheses.length === 0) return null;
  return (
    <Box>
      <Text fz="xs" fw={600} mb={4}>
        {t('decode.alive')}
      </Text>
      <BeamList beams={hypotheses} />
    </Box>
  );
}
