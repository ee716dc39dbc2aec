/**
 * @file The control of the precision, and whether the engine has the one that is wished for.
 */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Spec } from '../../experiment/spec';
import { useLab } from '../../state/lab';
import { Choice } from '../controls/choice';
import { mixedPrecisionKey } from '../controls/mixed-precision';

const precisions: readonly Spec['training']['precision'][] = ['float32', 'mixed'];

export function PrecisionField() {
  const { t } = useTranslation();
  const precision = useLab((state) => state.spec.training.precision);
  const report = useLab((state) => state.engine.report);
  const editTraining = useLab((state) => state.editTraining);
  const isMissing = precision === 'mixed' && report !== null && !report.mixedPrecision;
  return (
    <div>
      <Choice
        label={t('model.fields.precision.label')}
        help={t(`model.fields.precision.${precision}`)}
        value={precision}
        options={precisions.map((value) => ({ value, label: t(`model.precisions.${value}`) }))}
        onChange={(chosen) => editTraining({ precision: chosen })}
      />
      {isMissing && (
        <Text role="status" fz="xs" mt={5} fw={600} lh={1.5}>
          {t(mixedPrecisionKey(report))} {t('model.fields.precision.instead')}
        </Text>
      )}
    </div>
  );
}
