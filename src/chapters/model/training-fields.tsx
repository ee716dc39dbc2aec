/**
 * @file The controls of the training, with a drawing of the learning rate's course.
 */
import { Button, Collapse, Stack, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Spec } from '../../experiment/spec';
import { useLab } from '../../state/lab';
import { Choice } from '../controls/choice';
import { NumberField } from '../controls/number-field';
import { PrecisionField } from './precision-field';
import { ScheduleDrawing } from './schedule-drawing';

/** Fields of `training` that are one number. */
type NumberName = Exclude<
  keyof Spec['training'],
  'optimizer' | 'betas' | 'activationCheckpointing' | 'precision' | 'dynamicsInterval'
>;

type Optimizer = Spec['training']['optimizer'];

const optimizers: readonly { value: Optimizer; label: string }[] = [
  { value: 'adamw', label: 'AdamW' },
  { value: 'sgd', label: 'SGD' },
  { value: 'lion', label: 'Lion' },
  { value: 'muon', label: 'Muon' },
];

/** The settings that each optimiser has of its own. */
const settingsOf: Record<Optimizer, readonly ('momentum' | 'betas' | 'epsilon')[]> = {
  adamw: ['betas', 'epsilon'],
  sgd: ['momentum'],
  lion: ['betas'],
  muon: ['momentum', 'betas', 'epsilon'],
};

export function TrainingFields() {
  const { t } = useTranslation();
  const training = useLab((state) => state.spec.training);
  const validationFraction = useLab((state) => state.spec.validationFraction);
  const problems = useLab((state) => state.problems);
  const editTraining = useLab((state) => state.editTraining);
  const editSpec = useLab((state) => state.editSpec);
  const [opened, { toggle }] = useDisclosure(false);

  const field = (name: NumberName, step?: number) => (
    <NumberField
      path={`training.${name}`}
      label={t(`model.fields.${name}.label`)}
      help={t(`model.fields.${name}.help`)}
      value={training[name]}
      onChange={(value) => editTraining({ [name]: value })}
      whole={step !== undefined}
      step={step}
    />
  );
  const { optimizer } = training;
  const has = (setting: 'momentum' | 'betas' | 'epsilon') =>
    settingsOf[optimizer].includes(setting);
  const [beta1, beta2] = training.betas;
  const betaHelp = optimizer === 'lion' ? 'lion' : 'help';

  return (
    <Stack gap="lg">
      <div className="model-fields">
        {field('steps', 100)}
        {field('batchSize', 8)}
        <Choice
          label={t('model.fields.optimizer.label')}
          help={t(`model.fields.optimizer.${optimizer}`)}
          value={optimizer}
          options={optimizers}
          onChange={(chosen) => editTraining({ optimizer: chosen })}
        />
        {field('learningRate')}
        {field('minimumLearningRate')}
        {field('warmupSteps', 10)}
      </div>
      {problems.every(({ path }) => !path.startsWith('training.')) && (
        <ScheduleDrawing training={training} />
      )}
      <div>
        <Button
          variant="subtle"
          px="xs"
          ml={-10}
          aria-expanded={opened}
          aria-controls="more-training"
          onClick={toggle}
          rightSection={
            <IconChevronDown
              size={16}
              aria-hidden="true"
              style={{ transform: opened ? 'rotate(180deg)' : undefined }}
            />
          }
        >
          {t('model.more')}
        </Button>
      </div>
      <Collapse expanded={opened} id="more-training">
        <div className="model-fields">
          {has('momentum') && field('momentum')}
          {has('betas') && (
            <>
              <NumberField
                path="training.betas"
                bounds={{ min: 0, max: 0.9999 }}
                label={t('model.fields.beta1.label')}
                help={t(`model.fields.beta1.${betaHelp}`)}
                value={beta1}
                onChange={(value) => editTraining({ betas: [value, beta2] })}
              />
              <NumberField
                path="training.betas"
                bounds={{ min: 0, max: 0.99999 }}
                label={t('model.fields.beta2.label')}
                help={t(`model.fields.beta2.${betaHelp}`)}
                value={beta2}
                onChange={(value) => editTraining({ betas: [beta1, value] })}
              />
            </>
          )}
          {has('epsilon') && field('epsilon')}
          {field('weightDecay')}
          {field('gradientClip')}
          {field('accumulationSteps', 1)}
          <NumberField
            path="validationFraction"
            label={t('model.fields.validationFraction.label')}
            help={t('model.fields.validationFraction.help')}
            value={validationFraction}
            onChange={(value) => editSpec({ validationFraction: value })}
          />
          {field('evaluationInterval', 10)}
          {field('evaluationBatches', 1)}
          {field('sampleInterval', 50)}
          {field('checkpointInterval', 50)}
          <PrecisionField />
          <Switch
            label={t('model.fields.activationCheckpointing.label')}
            description={t('model.fields.activationCheckpointing.help')}
            checked={training.activationCheckpointing}
            onChange={({ currentTarget }) =>
              editTraining({ activationCheckpointing: currentTarget.checked })
            }
          />
        </div>
      </Collapse>
    </Stack>
  );
}
