/**
 * @file The controls of RoPE.
 */
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ropeScalings } from '../../state/estimates';
import { useLab } from '../../state/lab';
import { Choice } from '../controls/choice';
import { NumberField } from '../controls/number-field';

export function RopeFields() {
  const { t } = useTranslation();
  const { rope, ropeBase } = useLab((state) => state.spec.model);
  const editModel = useLab((state) => state.editModel);
  const edit = (change: Partial<typeof rope>) => editModel({ rope: { ...rope, ...change } });

  return (
    <>
      <NumberField
        path="model.ropeBase"
        label={t('model.fields.ropeBase.label')}
        help={t('model.fields.ropeBase.help')}
        value={ropeBase}
        onChange={(base) => editModel({ ropeBase: base })}
      />
      <Choice
        label={t('model.fields.ropeOrder.label')}
        help={t(`model.fields.ropeOrder.help.${rope.order}`)}
        value={rope.order}
        options={[
          { value: 'half', label: t('model.fields.ropeOrder.names.half') },
          { value: 'interleaved', label: t('model.fields.ropeOrder.names.interleaved') },
        ]}
        onChange={(order) => edit({ order })}
      />
      <NumberField
        path="model.rope.share"
        label={t('model.fields.ropeShare.label')}
        help={t('model.fields.ropeShare.help')}
        value={rope.share}
        onChange={(share) => edit({ share })}
      />
      <Select
        label={t('model.fields.ropeScaling.label')}
        description={t(`model.fields.ropeScaling.help.${rope.scaling}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        value={rope.scaling}
        data={ropeScalings.map((value) => ({
          value,
          label: t(`model.fields.ropeScaling.names.${value}`),
        }))}
        allowDeselect={false}
        onChange={(chosen) => {
          const scaling = ropeScalings.find((one) => one === chosen);
          if (scaling) edit({ scaling });
        }}
      />
      {rope.scaling !== 'none' && (
        <NumberField
          path="model.rope.factor"
          label={t('model.fields.ropeFactor.label')}
          help={t('model.fields.ropeFactor.help')}
          value={rope.factor}
          onChange={(factor) => edit({ factor })}
        />
      )}
    </>
  );
}
