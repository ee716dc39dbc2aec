/**
 * @file The model of one column: the page's, a shipped one, or a run at one of its checkpoints.
 */
import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelSource } from '../../models/model-source';
import { CheckpointSelect } from '../controls/checkpoint-select';
import { useSourceName } from '../controls/use-source-name';
import { sourceOfOption, sourceOption, useSourceOptions } from '../controls/use-source-options';

export interface ColumnModelProps {
  index: number;
  /** Undefined: the page's. */
  model: ModelSource | undefined;
  onChange: (model: ModelSource | undefined) => void;
}

const pageModel = 'page';

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
        <CheckpointSelect
          aria-label={t('decodeCompare.checkpoint', { column })}
          source={model}
          onChange={onChange}
        />
      )}
    </Stack>
  );
}
