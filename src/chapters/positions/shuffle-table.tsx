/**
 * @file The permutation test: what each model notices when the tokens before the last are shuffled.
 */
import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatProbability } from '../../pictures/format';
import { NumberTable } from '../../pictures/NumberTable';
import type { OutcomesProps } from './loss-by-position';

export function ShuffleTable({ outcomes, contextLength }: OutcomesProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Title order={3} fz="md">
        {t('positions.shuffle.title')}
      </Title>
      <Text fz="sm" c="dimmed" maw={680} lh={1.6}>
        {t('positions.shuffle.hint', { count: contextLength - 1 })}
      </Text>
      <NumberTable
        label={t('positions.shuffle.title')}
        columns={[
          t('positions.trial.scheme'),
          t('positions.shuffle.divergence'),
          t('positions.shuffle.same'),
        ]}
        rows={outcomes.map(({ scheme, shuffle }) => ({
          id: scheme,
          name: t(`positions.readings.${scheme}`),
          cells: [
            // Rounding is no notice.
            formatNumber(shuffle.divergence < 1e-6 ? 0 : shuffle.divergence),
            formatProbability(shuffle.sameToken),
          ],
        }))}
      />
    </Stack>
  );
}
