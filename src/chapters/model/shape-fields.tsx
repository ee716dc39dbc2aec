/**
 * @file The controls of the model's shape.
 */
import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { architectures, positionSchemes } from '../../state/estimates';
import { useLab } from '../../state/lab';
import { NumberField } from '../controls/number-field';
import { DistanceFields } from './distance-fields';
import { RelativeFields } from './relative-fields';
import { RopeFields } from './rope-fields';

export function ShapeFields() {
  const { t } = useTranslation();
  const model = useLab((state) => state.spec.model);
  const seed = useLab((state) => state.spec.seed);
  const editModel = useLab((state) => state.editModel);
  const editSpec = useLab((state) => state.editSpec);

  /** A whole number of the model. */
  const whole = (name: 'layers' | 'heads' | 'width' | 'contextLength', step: number) => (
    <NumberField
      path={`model.${name}`}
      label={t(`model.fields.${name}.label`)}
      help={t(`model.fields.${name}.help`)}
      value={model[name]}
      onChange={(value) => editModel({ [name]: value })}
      whole
      step={step}
    />
  );

  return (
    <div className="model-fields">
      <Select
        label={t('model.fields.architecture.label')}
        description={t(`model.fields.architecture.help.${model.architecture}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        value={model.architecture}
        data={architectures.map((value) => ({
          value,
          label: t(`model.fields.architecture.names.${value}`),
        }))}
        allowDeselect={false}
        onChange={(chosen) => {
          const architecture = architectures.find((candidate) => candidate === chosen);
          if (architecture) editModel({ architecture });
        }}
      />
      {whole('layers', 1)}
      {whole('heads', 1)}
      {whole('width', 16)}
      {whole('contextLength', 16)}
      <Select
        label={t('model.fields.positions.label')}
        description={t(`model.fields.positions.help.${model.positions}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        value={model.positions}
        data={positionSchemes.map((value) => ({
          value,
          label: t(`model.fields.positions.names.${value}`),
        }))}
        allowDeselect={false}
        onChange={(chosen) => {
          const positions = positionSchemes.find((scheme) => scheme === chosen);
          if (positions) editModel({ positions, relativeValues: positions === 'shaw' });
        }}
      />
      {model.positions === 'rope' && <RopeFields />}
      {model.positions === 'shaw' && <RelativeFields />}
      {model.positions === 't5' && <DistanceFields />}
      <NumberField
        path="model.dropout"
        label={t('model.fields.dropout.label')}
        help={t('model.fields.dropout.help')}
        value={model.dropout}
        onChange={(dropout) => editModel({ dropout })}
      />
      <Switch
        label={t('model.fields.tiedHead.label')}
        description={t('model.fields.tiedHead.help')}
        checked={model.tiedHead}
        onChange={(event) => editModel({ tiedHead: event.currentTarget.checked })}
      />
      <NumberField
        path="seed"
        label={t('model.fields.seed.label')}
        help={t('model.fields.seed.help')}
        value={seed}
        onChange={(value) => editSpec({ seed: value })}
        whole
      />
    </div>
  );
}
