/**
 * @file Choice of the model that guesses for speculative decoding: none, a shipped one, or a run or
 * checkpoint of this browser.
 */
import { Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelSource } from '../../models/model-source';
import { useLab } from '../../state/lab';
import { shippedNames } from '../../state/selectors';
import { useSourceName } from '../controls/use-source-name';

const runPrefix = 'run:';
const lookUp = '';
const latest = '';

export interface DraftFieldProps {
  draft: ModelSource | undefined;
  onChange: (draft: ModelSource | undefined) => void;
}

export function DraftField({ draft, onChange }: DraftFieldProps) {
  const { t } = useTranslation();
  const nameOf = useSourceName();
  const activeId = useLab((state) => state.run?.id ?? '');
  const records = useLab((state) => state.runs.records);
  const stored = records.filter(({ checkpoints }) => checkpoints.length > 0).map(({ id }) => id);
  const chosenRun = draft?.kind === 'run' ? draft.runId : '';
  // A link may name a run that is not in this browser: it is shown, and writing tells what is missing.
  const runIds = [...new Set([activeId, chosenRun, ...stored])].filter((id) => id !== '');
  const steps = records.find(({ id }) => id === chosenRun)?.checkpoints.map(({ step }) => step);

  const choose = (value: string | null) => {
    const name = shippedNames.find((candidate) => candidate === value);
    if (name) onChange({ kind: 'shipped', name });
    else if (value?.startsWith(runPrefix)) {
      onChange({ kind: 'run', runId: value.slice(runPrefix.length), step: null });
    } else onChange(undefined);
  };

  return (
    <Stack gap={6}>
      <Select
        size="xs"
        label={t('decodeStrategies.draft')}
        description={t('decodeStrategies.draftHint')}
        data={[
          { value: lookUp, label: t('decodeStrategies.lookUp') },
          ...shippedNames.map((name) => ({ value: name, label: nameOf({ kind: 'shipped', name }) })),
          ...runIds.map((runId) => ({
            value: runPrefix + runId,
            label: nameOf({ kind: 'run', runId, step: null }),
          })),
        ]}
        value={!draft ? lookUp : draft.kind === 'shipped' ? draft.name : runPrefix + draft.runId}
        allowDeselect={false}
        onChange={choose}
      />
      {draft?.kind === 'run' && steps && steps.length > 0 && (
        <Select
          size="xs"
          label={t('decodeStrategies.draftStep')}
          data={[
            ...steps.map((step) => ({
              value: String(step),
              label: t('inside.source.step', { step }),
            })),
            { value: latest, label: t('decodeStrategies.latest') },
          ]}
          value={draft.step === null ? latest : String(draft.step)}
          allowDeselect={false}
          onChange={(value) => onChange({ ...draft, step: value ? Number(value) : null })}
        />
      )}
    </Stack>
  );
}
