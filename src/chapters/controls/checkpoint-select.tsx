/**
 * @file Which checkpoint of a run is meant, or always its newest.
 */
import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelSource } from '../../models/model-source';
import { useLab } from '../../state/lab';

type RunSource = Extract<ModelSource, { kind: 'run' }>;

export interface CheckpointSelectProps extends Pick<SelectProps, 'label' | 'aria-label'> {
  source: RunSource;
  onChange: (source: RunSource) => void;
}

const newest = 'newest';

export function CheckpointSelect({ source, onChange, ...names }: CheckpointSelectProps) {
  const { runId, step } = source;
  const { t } = useTranslation();
  const record = useLab(({ runs }) => runs.records.find(({ id }) => id === runId));
  const kept = record?.checkpoints.map((checkpoint) => checkpoint.step) ?? [];
  // From a link: a checkpoint that this browser does not keep.
  const steps = step === null || kept.includes(step) ? kept : [...kept, step];
  return (
    <Select
      {...names}
      size="xs"
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
        onChange({ ...source, step: chosen === newest ? null : Number(chosen) })
      }
    />
  );
}
