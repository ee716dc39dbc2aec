/**
 * @file Why the present settings cannot be trained.
 */
import { Alert, Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLab } from '../../state/lab';
import { useFirstProblem } from '../controls/use-problem';

export function RefusedSettings() {
  const { t } = useTranslation();
  const problem = useFirstProblem();
  const page = useLab((state) =>
    state.problems[0]?.path.startsWith('tokenizer.') ? 'tokenizer' : 'model',
  );
  if (problem === undefined) return null;
  return (
    <Alert color="red" title={t('train.refused')} role="alert" mt="md">
      <Text fz="sm" mb="xs">
        {problem}
      </Text>
      <Anchor component={Link} to={`/${page}`} fz="sm">
        {t('train.mend', { page: t(`common.pages.${page}`) })}
      </Anchor>
    </Alert>
  );
}
