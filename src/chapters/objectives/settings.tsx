/**
 * @file Which objective is looked at, and its settings; they act at once and change no experiment until
 * the reader takes them over.
 */
import { Button, Group, Select, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { architectureFor, objectiveKinds } from '../../state/objectives';
import { SliderField } from '../controls/slider-field';

export function ObjectiveSettings() {
  const { t } = useTranslation();
  const config = useLab((state) => state.objectives.config ?? state.spec.objective);
  const architecture = useLab((state) => architectureFor(state, config));
  const spec = useLab((state) => state.spec);
  const showObjective = useLab((state) => state.showObjective);
  const anotherBatch = useLab((state) => state.anotherBatch);
  const editModel = useLab((state) => state.editModel);
  const openObjectives = useLab((state) => state.openObjectives);
  const editObjective = useLab((state) => state.editObjective);
  const { kind } = config;
  const hidesSome = kind === 'masked' || kind === 'span-corruption';
  const isTaken =
    JSON.stringify(spec.objective) === JSON.stringify(config) &&
    spec.model.architecture === architecture;

  return (
    <Stack gap="md" maw={680}>
      <Select
        label={t('objectives.kind')}
        description={`${t(`objectives.kinds.${kind}.help`)} ${t(`model.fields.architecture.names.${architecture}`)}.`}
        inputWrapperOrder={['label', 'input', 'description']}
        value={kind}
        data={objectiveKinds.map((value) => ({
          value,
          label: t(`objectives.kinds.${value}.name`),
        }))}
        allowDeselect={false}
        onChange={(chosen) => {
          const next = objectiveKinds.find((candidate) => candidate === chosen);
          if (next) showObjective({ kind: next });
        }}
      />
      {hidesSome && (
        <SliderField
          name={t('objectives.fields.corruptedShare.label')}
          value={config.corruptedShare}
          shown={`${Math.round(config.corruptedShare * 100)}%`}
          min={0.05}
          max={0.8}
          step={0.05}
          onChange={(corruptedShare) => showObjective({ corruptedShare })}
        />
      )}
      {kind === 'span-corruption' && (
        <SliderField
          name={t('objectives.fields.meanSpan.label')}
          value={config.meanSpan}
          min={1}
          max={10}
          step={0.5}
          onChange={(meanSpan) => showObjective({ meanSpan })}
        />
      )}
      {kind === 'masked' && (
        <Group gap="xl">
          <Switch
            label={t('objectives.fields.wholeWords.label')}
            checked={config.wholeWords}
            onChange={(event) => showObjective({ wholeWords: event.currentTarget.checked })}
          />
          <Switch
            label={t('objectives.fields.nextSentence.label')}
            checked={config.nextSentence}
            onChange={(event) => showObjective({ nextSentence: event.currentTarget.checked })}
          />
        </Group>
      )}
      <Group gap="sm">
        <Button variant="light" onClick={anotherBatch}>
          {t('objectives.another')}
        </Button>
        <Button
          variant="default"
          disabled={isTaken}
          onClick={() => {
            editModel({ architecture });
            editObjective(config);
            // Its tokenizer may have other special tokens.
            void openObjectives();
          }}
        >
          {t(isTaken ? 'objectives.taken' : 'objectives.take')}
        </Button>
      </Group>
    </Stack>
  );
}
