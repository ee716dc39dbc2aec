/**
 * @file Choice of the model that guesses for speculative decoding: none, a shipped one, or a run or
 * checkpoint of this browser.
 */
import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelSource, ShippedName } from '../../models/model-source';
import { CheckpointSelect } from '../controls/checkpoint-select';
import { useSourceName } from '../controls/use-source-name';
import { sourceOfOption, sourceOption, useSourceOptions } from '../controls/use-source-options';

const drafts: readonly ShippedName[] = ['english-draft', 'chinese-draft'];
const lookUp = 'look-up';

export interface DraftFieldProps {
  /** Undefined: the text is looked up. */
  draft: ModelSource | undefined;
  onChange: (draft: ModelSource | undefined) => void;
}

export function DraftField({ draft, onChange }: DraftFieldProps) {
  const { t } = useTranslation();
  const nameOf = useSourceName();
  const groups = useSourceOptions();
  const small = drafts.map((name): ModelSource => ({ kind: 'shipped', name }));
  const optionOf = (source: ModelSource) => ({
    value: sourceOption(source),
    label: nameOf(source),
  });
  const known = [...small.map(optionOf), ...groups.flatMap(({ items }) => items)];
  // From a link: a run that this browser does not keep.
  const isMissing = draft && known.every(({ value }) => value !== sourceOption(draft));

  return (
    <Stack gap={6}>
      <Select
        size="xs"
        label={t('decodeStrategies.draft')}
        description={t('decodeStrategies.draftHint')}
        data={[
          { value: lookUp, label: t('decodeStrategies.lookUp') },
          { group: t('decodeStrategies.smallDrafts'), items: small.map(optionOf) },
          ...groups,
          ...(isMissing ? [optionOf(draft)] : []),
        ]}
        value={draft ? sourceOption(draft) : lookUp}
        allowDeselect={false}
        onChange={(value) => onChange(sourceOfOption(value) ?? undefined)}
      />
      {draft?.kind === 'run' && (
        <CheckpointSelect
          label={t('decodeStrategies.draftStep')}
          source={draft}
          onChange={onChange}
        />
      )}
    </Stack>
  );
}
