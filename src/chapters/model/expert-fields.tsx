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

function Fields({ experts }: { experts: typeof usualExperts }) {
  const { t } = useTranslation();
  const editModel = useLab((state) => state.editModel);
  const perToken = experts.perToken === 1 ? 'one' : 'two';
  const edit = (change: Partial<typeof experts>) =>
    editModel({ experts: { ...experts, ...change } });
  return (
    <div className="model-fields" role="group" aria-label={t('model.experts.heading')}>
      <NumberField
        path="model.experts.count"
        label={t('model.experts.count.label')}
        help={t('model.experts.count.help')}
        value={experts.count}
        onChange={(count) => edit({ count })}
        whole
      />
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
      <NumberField
        path="model.experts.capacityFactor"
        label={t('model.experts.capacityFactor.label')}
        help={t('model.experts.capacityFactor.help')}
        value={experts.capacityFactor}
        onChange={(capacityFactor) => edit({ capacityFactor })}
      />
      <NumberField
        path="model.experts.balance"
        label={t('model.experts.balance.label')}
        help={t('model.experts.balance.help')}
        value={experts.balance}
        onChange={(balance) => edit({ balance })}
      />
      <NumberField
        path="model.experts.zLoss"
        label={t('model.experts.zLoss.label')}
        help={t('model.experts.zLoss.help')}
        value={experts.zLoss}
        onChange={(zLoss) => edit({ zLoss })}
      />
      <NoiseFields experts={experts} edit={edit} />
      <NumberField
        path="model.experts.jitter"
        label={t('model.experts.jitter.label')}
        help={t('model.experts.jitter.help')}
        value={experts.jitter}
        onChange={(jitter) => edit({ jitter })}
      />
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

type Experts = typeof usualExperts;

/** Whether a loss asks for it that all are used alike. */
const isBalanced = ({ balance, learnedNoise, importance, load }: Experts) =>
  balance > 0 || (learnedNoise && (importance > 0 || load > 0));

const noiseKinds = ['none', 'fixed', 'learned'] as const;
type NoiseKind = (typeof noiseKinds)[number];

interface NoiseFieldsProps {
  experts: Experts;
  edit: (change: Partial<Experts>) => void;
}

function NoiseFields({ experts, edit }: NoiseFieldsProps) {
  const { t } = useTranslation();
  // Stays while its deviation is typed, which may begin with a 0.
  const [isFixed, setIsFixed] = useState(false);
  const withoutLearning: NoiseKind = isFixed || experts.noise > 0 ? 'fixed' : 'none';
  const kind = experts.learnedNoise ? 'learned' : withoutLearning;
  const usual = Number((1 / experts.count).toPrecision(2));
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
          edit({ learnedNoise: chosen === 'learned', noise: chosen === 'fixed' ? usual : 0 });
        }}
      />
      {kind === 'fixed' && (
        <NumberField
          path="model.experts.noise"
          label={t('model.experts.noise.label')}
          help={t('model.experts.noise.help', { usual: String(usual) })}
          value={experts.noise}
          onChange={(noise) => edit({ noise })}
        />
      )}
      {kind === 'learned' && (
        <>
          <NumberField
            path="model.experts.importance"
            label={t('model.experts.importance.label')}
            help={t('model.experts.importance.help')}
            value={experts.importance}
            onChange={(importance) => edit({ importance })}
          />
          <NumberField
            path="model.experts.load"
            label={t('model.experts.load.label')}
            help={t('model.experts.load.help')}
            value={experts.load}
            onChange={(load) => edit({ load })}
          />
        </>
      )}
    </>
  );
}
