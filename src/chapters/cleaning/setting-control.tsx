/**
 * @file The control of one setting of a stage, by the kind of value that the stage's schema has for it.
 */
import { Checkbox, Select, Switch, TagsInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  ownSettings,
  type SettingField,
  type SettingValue,
  type StageSettings,
} from '../../state/cleaning-settings';
import { NumberField } from '../controls/number-field';
import { useStageWords } from './use-stage-words';

export interface SettingControlProps {
  field: SettingField;
  settings: StageSettings;
  onChange: (value: SettingValue) => void;
}

const listOf = (value: SettingValue) => (Array.isArray(value) ? value.map(String) : []);

export function SettingControl({ field, settings, onChange }: SettingControlProps) {
  const { t } = useTranslation();
  const words = useStageWords();
  const { stage } = settings;
  const value = ownSettings(settings)[field.name];
  const label = words.setting(stage, field.name);
  switch (field.kind) {
    case 'switch':
      return (
        <Switch
          label={label}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberField
          path={`cleaning.${stage}.${field.name}`}
          label={label}
          bounds={field}
          value={Number(value)}
          onChange={onChange}
          whole={field.whole}
        />
      );
    case 'choice':
      return (
        <Select
          label={label}
          value={String(value)}
          data={field.options.map((option) => ({ value: option, label: words.option(option) }))}
          allowDeselect={false}
          onChange={(chosen) => {
            if (chosen !== null) onChange(chosen);
          }}
        />
      );
    case 'choices':
      return (
        <Checkbox.Group
          label={label}
          value={listOf(value)}
          // None at all would leave nothing.
          onChange={(chosen) => {
            if (chosen.length > 0) onChange(chosen);
          }}
        >
          <div className="cleaning-choices">
            {field.options.map((option) => (
              <Checkbox key={option} value={option} label={words.option(option)} />
            ))}
          </div>
        </Checkbox.Group>
      );
    case 'words':
      return (
        <TagsInput
          label={label}
          description={t('cleaning.stages.wordsHelp')}
          value={listOf(value)}
          maxTags={field.most}
          onChange={(list) => onChange(list.map((word) => word.slice(0, field.longest)))}
        />
      );
    case 'text':
      return (
        <Textarea
          label={label}
          value={String(value)}
          rows={4}
          maxLength={field.longest}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
