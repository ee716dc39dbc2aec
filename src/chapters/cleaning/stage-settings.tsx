/** @file All settings of a stage. */
import { Button, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { settingFields, usualSettings, type StageSettings } from '../../state/cleaning-settings';
import { SettingControl } from './setting-control';

export interface StageSettingsProps {
  settings: StageSettings;
  onChange: (settings: StageSettings) => void;
}

const wide: readonly string[] = ['words', 'text', 'choices'];

export function StageSettingsView({ settings, onChange }: StageSettingsProps) {
  const { t } = useTranslation();
  const usual = { ...usualSettings(settings.stage), enabled: settings.enabled };
  return (
    <Stack gap="md">
      <div className="cleaning-settings">
        {settingFields(settings.stage).map((field) => (
          <div key={field.name} data-wide={wide.includes(field.kind)}>
            <SettingControl
              field={field}
              settings={settings}
              onChange={(value) => onChange({ ...settings, [field.name]: value })}
            />
          </div>
        ))}
      </div>
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={JSON.stringify(usual) === JSON.stringify(settings)}
          onClick={() => onChange(usual)}
        >
          {t('cleaning.stages.defaults')}
        </Button>
      </div>
    </Stack>
  );
}
