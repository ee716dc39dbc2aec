/**
 * @file The controls of T5's relative bias.
 */
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import { NumberField } from '../controls/number-field';

export function DistanceFields() {
  const { t } = useTranslation();
  const distances = useLab((state) => state.spec.model.distances);
  const editModel = useLab((state) => state.editModel);
  const field = (name: 'buckets' | 'mostDistant', words: 'distanceBuckets' | 'mostDistant') => (
    <NumberField
      path={`model.distances.${name}`}
      label={t(`model.fields.${words}.label`)}
      help={t(`model.fields.${words}.help`)}
      value={distances[name]}
      onChange={(value) => editModel({ distances: { ...distances, [name]: value } })}
      whole
    />
  );
  return (
    <>
      {field('buckets', 'distanceBuckets')}
      {field('mostDistant', 'mostDistant')}
    </>
  );
}
