/**
 * @file The controls of a feed-forward layer of experts.
 */
import { Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usualExperts } from '../../state/estimates';
import { useLab } from '../../state/lab';
import { Choice } from '../controls/choice';
import { NumberField } from '../controls/number-field';

export function ExpertFields() {
  const { t } = useTranslation();
  const experts = useLab((state) => state.spec.model.experts);
  const editModel = useLab((state) => state.editModel);
  return (
    <>
      <Switch
        label={t('model.experts.use')}
        description={t('model.experts.useHelp')}
        checked={experts !== null}
        onChange={(event) =>
          editModel({ experts: event.currentTarget.checked ? usualExperts : null })
        }
      />
      {experts && <Fields experts={experts} />}
    </>
  );
}

type Experts = typeof usualExperts;

/** Fields of `model.experts` that are one number. */
type NumberName = Exclude<keyof Experts, 'perToken' | 'learnedNoise' | 'shared'>;

interface FieldsProps {
  experts: Experts;
  edit: (change: Partial<Experts>) => void;
}

function Fields({ experts }: Pick<FieldsProps, 'experts'>) {
  const { t } = useTranslation();
  const editModel = useLab((state) => state.editModel);
  const perToken = experts.perToken === 1 ? 'one' : 'two';
  const edit = (change: Partial<Experts>) => editModel({ experts: { ...experts, ...change } });
  const fields = { experts, edit };
  return (
    <div className="model-fields" role="group" aria-label={t('model.experts.heading')}>
      <ExpertNumber name="count" {...fields} whole />
      <Choice
        label={t('model.experts.perToken.label')}
        help={t(`model.experts.perToken.help.${perToken}`)}
        value={perToken}
        options={[
          { value: 'one', label: t('model.experts.perToken.names.one') },
          { value: 'two', label: t('model.experts.perToken.names.two') },
        ]}
        onChange={(chosen) => edit({ perToken: chosen === 'one' ? 1 : 2 })}
      />
      <ExpertNumber name="capacityFactor" {...fields} />
      <ExpertNumber name="balance" {...fields} />
      <ExpertNumber name="zLoss" {...fields} />
      <NoiseFields {...fields} />
      <ExpertNumber name="jitter" {...fields} />
      <Switch
        label={t('model.experts.shared.label')}
        description={t('model.experts.shared.help')}
        checked={experts.shared}
        onChange={(event) => edit({ shared: event.currentTarget.checked })}
      />
      {!isBalanced(experts) && (
        <Text fz="sm" c="dimmed" lh={1.5}>
          {t('model.experts.collapse')}
        </Text>
      )}
    </div>
  );
}

/** Whether a loss asks for it that all are used alike. */
const isBalanced = ({ balance, learnedNoise, importance, load }: Experts) =>
  balance > 0 || (learnedNoise && (importance > 0 || load > 0));

interface ExpertNumberProps extends FieldsProps {
  name: NumberName;
  whole?: boolean;
}

function ExpertNumber({ name, experts, edit, whole }: ExpertNumberProps) {
  const { t } = useTranslation();
  return (
    <NumberField
      path={`model.experts.${name}`}
      label={t(`model.experts.${name}.label`)}
      help={t(`model.experts.${name}.help`, { usual: String(usualDeviation(experts)) })}
      value={experts[name]}
      onChange={(value) => edit({ [name]: value })}
      whole={whole}
    />
  );
}

/** Of the router's noise (V-MoE). */
const usualDeviation = ({ count }: Experts) => Number((1 / count).toPrecision(2));

const noiseKinds = ['none', 'fixed', 'learned'] as const;
type NoiseKind = (typeof noiseKinds)[number];

function NoiseFields({ experts, edit }: FieldsProps) {
  const { t } = useTranslation();
  // Stays while its deviation is typed, which may begin with a 0.
  const [isFixed, setIsFixed] = useState(false);
  const withoutLearning: NoiseKind = isFixed || experts.noise > 0 ? 'fixed' : 'none';
  const kind = experts.learnedNoise ? 'learned' : withoutLearning;
  const fields = { experts, edit };
  return (
    <>
      <Choice
        label={t('model.experts.noiseKind.label')}
        help={t(`model.experts.noiseKind.help.${kind}`)}
        value={kind}
        options={noiseKinds.map((value) => ({
          value,
          label: t(`model.experts.noiseKind.names.${value}`),
        }))}
        onChange={(chosen) => {
          setIsFixed(chosen === 'fixed');
          const noise = chosen === 'fixed' ? usualDeviation(experts) : 0;
          edit({ learnedNoise: chosen === 'learned', noise });
        }}
      />
      {kind === 'fixed' && <ExpertNumber name="noise" {...fields} />}
      {kind === 'learned' && (
        <>
          <ExpertNumber name="importance" {...fields} />
          <ExpertNumber name="load" {...fields} />
        </>
      )}
    </>
  );
}
