/**
 * @file The model of one column: the page's, a shipped one, or a run at one of its checkpoints.
 */
import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelSource } from '../../models/model-source';
import { useLab } from '../../state/lab';
import { useSourceName } from '../controls/use-source-name';
import { sourceOfOption, sourceOption, useSourceOptions } from '../controls/use-source-options';

export interface ColumnModelProps {
  index: number;
  /** Undefined: the page's. */
  model: ModelSource | undefined;
  onChange: (model: ModelSource | undefined) => void;
}

const pageModel = 'page';
const newest = 'newest';

export function ColumnModel({ index, model, onChange }: ColumnModelProps) {
  const { t } = useTranslation();
  const nameOf = useSourceName();
  const groups = useSourceOptions();
  const value = model ? sourceOption(model) : pageModel;
  const isKnown =
    !model || groups.some(({ items }) => items.some((option) => option.value === value));
  const column = index + 1;
  return (
    <Stack gap={6}>
      <Select
        size="xs"
        aria-label={t('decodeCompare.model', { column })}
        data={[
          { value: pageModel, label: t('decodeCompare.pageModel') },
          ...groups,
          // From a link: a run that this browser does not keep.
          ...(isKnown ? [] : [{ value, label: nameOf(model) }]),
        ]}
        value={value}
        allowDeselect={false}
        onChange={(chosen) => onChange(sourceOfOption(chosen) ?? undefined)}
      />
      {model?.kind === 'run' && (
        <Checkpoint index={index} runId={model.runId} step={model.step} onChange={onChange} />
      )}
    </Stack>
  );
}

interface CheckpointProps extends Pick<ColumnModelProps, 'index' | 'onChange'> {
  runId: string;
  step: number | null;
}

function Checkpoint({ index, runId, step, onChange }: CheckpointProps) {
  const { t } = useTranslation();
  const record = useLab(({ runs }) => runs.records.find(({ id }) => id === runId));
  const kept = record?.checkpoints.map((checkpoint) => checkpoint.step) ?? [];
  const steps = step === null || kept.includes(step) ? kept : [...kept, step];
  return (
    <Select
      size="xs"
      aria-label={t('decodeCompare.checkpoint', { column: index + 1 })}
      data={[
        ...steps.map((one) => ({
          value: String(one),
          label: t('inside.source.step', { step: one }),
        })),
        { value: newest, label: t('decodeCompare.newest') },
      ]}
      value={step === null ? newest : String(step)}
      allowDeselect={false}
      onChange={(chosen) =>
        onChange({ kind: 'run', runId, step: chosen === newest ? null : Number(chosen) })
      }
    />
  );
}
