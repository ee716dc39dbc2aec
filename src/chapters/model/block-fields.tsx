/**
 * @file The controls of what stands in every layer: families to start from, and each option.
 */
import { Select, SimpleGrid, Stack, Switch, Text, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  activationKinds,
  applyFamily,
  attentionSinks,
  blockFamilies,
  initialisations,
  keyValueHeadsOf,
  matchingFamily,
  normPlacements,
  usualFeedForwardWidth,
} from '../../state/estimates';
import { useLab } from '../../state/lab';
import { Choice } from '../controls/choice';
import { NumberField } from '../controls/number-field';

export function BlockFields() {
  const { t } = useTranslation();
  const model = useLab((state) => state.spec.model);
  const editModel = useLab((state) => state.editModel);
  const { activation, normPlacement, heads } = model;
  const usualWidth = usualFeedForwardWidth(model);
  // What is usual stays so when the width or the heads change.
  const unless = (usual: number, value: number) => (value === usual ? null : value);

  return (
    <Stack gap="lg">
      <Families />
      <div className="model-fields">
        <NumberField
          path="model.keyValueHeads"
          label={t('model.fields.keyValueHeads.label')}
          help={t('model.fields.keyValueHeads.help')}
          value={keyValueHeadsOf(model)}
          onChange={(value) => editModel({ keyValueHeads: unless(heads, value) })}
          whole
        />
        <NumberField
          path="model.window"
          label={t('model.fields.window.label')}
          help={t('model.fields.window.help')}
          value={model.window}
          onChange={(window) => editModel({ window })}
          whole
          step={8}
        />
        <Choice
          label={t('model.fields.norm.label')}
          help={t('model.fields.norm.help')}
          value={model.norm}
          options={[
            { value: 'layer', label: t('model.fields.norm.layer') },
            { value: 'rms', label: t('model.fields.norm.rms') },
          ]}
          onChange={(norm) => editModel({ norm })}
        />
        <Choice
          label={t('model.fields.normPlacement.label')}
          help={t(`model.fields.normPlacement.help.${normPlacement}`)}
          value={normPlacement}
          options={normPlacements.map((value) => ({
            value,
            label: t(`model.fields.normPlacement.${value}`),
          }))}
          onChange={(value) => editModel({ normPlacement: value })}
        />
        <Switch
          label={t('model.fields.queryKeyNorm.label')}
          description={t('model.fields.queryKeyNorm.help')}
          checked={model.queryKeyNorm}
          onChange={(event) => editModel({ queryKeyNorm: event.currentTarget.checked })}
        />
        <NumberField
          path="model.scoreCap"
          label={t('model.fields.scoreCap.label')}
          help={t('model.fields.scoreCap.help')}
          value={model.scoreCap}
          onChange={(scoreCap) => editModel({ scoreCap })}
        />
        <Choice
          label={t('model.fields.attentionSink.label')}
          help={t(`model.fields.attentionSink.help.${model.attentionSink}`)}
          value={model.attentionSink}
          options={attentionSinks.map((value) => ({
            value,
            label: t(`model.fields.attentionSink.names.${value}`),
          }))}
          onChange={(attentionSink) => editModel({ attentionSink })}
        />
        <Select
          label={t('model.fields.activation.label')}
          description={t(`model.fields.activation.help.${activation}`)}
          inputWrapperOrder={['label', 'input', 'description']}
          value={activation}
          data={activationKinds.map((value) => ({
            value,
            label: t(`model.fields.activation.names.${value}`),
          }))}
          allowDeselect={false}
          onChange={(chosen) => {
            const kind = activationKinds.find((one) => one === chosen);
            if (kind) editModel({ activation: kind });
          }}
        />
        <Switch
          label={t('model.fields.gated.label')}
          description={t('model.fields.gated.help', {
            name: t(`model.fields.gated.names.${activation}`),
          })}
          checked={model.gated}
          onChange={(event) => editModel({ gated: event.currentTarget.checked })}
        />
        <NumberField
          path="model.feedForwardWidth"
          label={t('model.fields.feedForwardWidth.label')}
          help={t('model.fields.feedForwardWidth.help', { usual: usualWidth })}
          value={model.feedForwardWidth ?? usualWidth}
          onChange={(value) => editModel({ feedForwardWidth: unless(usualWidth, value) })}
          whole
          step={8}
        />
        <Switch
          label={t('model.fields.parallel.label')}
          description={t('model.fields.parallel.help')}
          checked={model.parallel}
          onChange={(event) => editModel({ parallel: event.currentTarget.checked })}
        />
        <NumberField
          path="model.residualScale"
          label={t('model.fields.residualScale.label')}
          help={t('model.fields.residualScale.help')}
          value={model.residualScale}
          onChange={(residualScale) => editModel({ residualScale })}
        />
        <NumberField
          path="model.logitCap"
          label={t('model.fields.logitCap.label')}
          help={t('model.fields.logitCap.help')}
          value={model.logitCap}
          onChange={(logitCap) => editModel({ logitCap })}
        />
        <Choice
          label={t('model.fields.initialisation.label')}
          help={t(`model.fields.initialisation.help.${model.initialisation}`)}
          value={model.initialisation}
          options={initialisations.map((value) => ({
            value,
            label: t(`model.fields.initialisation.names.${value}`),
          }))}
          onChange={(initialisation) => editModel({ initialisation })}
        />
      </div>
    </Stack>
  );
}

function Families() {
  const { t } = useTranslation();
  const model = useLab((state) => state.spec.model);
  const editModel = useLab((state) => state.editModel);
  const chosen = matchingFamily(model);
  return (
    <SimpleGrid
      cols={{ base: 1, xs: 2 }}
      spacing="md"
      role="group"
      aria-label={t('model.block.styles')}
    >
      {blockFamilies.map((family) => (
        <UnstyledButton
          key={family}
          className="choice-card"
          aria-pressed={family === chosen}
          onClick={() => editModel(applyFamily(model, family))}
        >
          <Text fw={600} component="span" display="flex" style={{ gap: 6, alignItems: 'center' }}>
            {t(`model.block.${family}`)}
            {family === chosen && <IconCheck size={16} aria-hidden="true" />}
          </Text>
          <Text component="span" display="block" fz="sm" c="dimmed" lh={1.5} mt={4}>
            {t(`model.block.${family}Help`)}
          </Text>
        </UnstyledButton>
      ))}
    </SimpleGrid>
  );
}
