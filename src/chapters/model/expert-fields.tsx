/**
 * @file The controls of a feed-forward layer of experts.
 */
import { Switch, Text } from '@mantine/core';
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
      <NumberField
        path="model.experts.noise"
        label={t('model.experts.noise.label')}
        help={t('model.experts.noise.help', { usual: (1 / experts.count).toPrecision(2) })}
        value={experts.noise}
        onChange={(noise) => edit({ noise })}
      />
      <Switch
        label={t('model.experts.shared.label')}
        description={t('model.experts.shared.help')}
        checked={experts.shared}
        onChange={(event) => edit({ shared: event.currentTarget.checked })}
      />
      {experts.balance === 0 && (
        <Text fz="sm" c="dimmed" lh={1.5}>
          {t('model.experts.collapse')}
        </Text>
      )}
    </div>
  );
}
