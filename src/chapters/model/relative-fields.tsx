/**
 * @file The controls of Shaw's relative positions.
 */
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { NumberField } from '../controls/number-field';

export function RelativeFields() {
  const { t } = useTranslation();
  const { relativeReach, relativeValues } = useLab((state) => state.spec.model);
  const editModel = useLab((state) => state.editModel);

  return (
    <>
      <NumberField
        path="model.relativeReach"
        label={t('model.fields.relativeReach.label')}
        help={t('model.fields.relativeReach.help')}
        value={relativeReach}
        onChange={(reach) => editModel({ relativeReach: reach })}
        whole
      />
      <Switch
        label={t('model.fields.relativeValues.label')}
        description={t('model.fields.relativeValues.help')}
        checked={relativeValues}
        onChange={(event) => editModel({ relativeValues: event.currentTarget.checked })}
      />
    </>
  );
}
