/**
 * @file What every head adds to its scores: a matrix for each, in one scale of colours.
 */
import { SimpleGrid, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MatrixHeat, rangeOf } from '../../pictures/MatrixHeat';
import { biasMatrix } from './matrices';

export interface HeadBiasesProps {
  heads: number;
  time: number;
  biasAt: (head: number, behind: number) => number;
  nameOf: (head: number) => string;
}

export function HeadBiases({ heads, time, biasAt, nameOf }: HeadBiasesProps) {
  const { t } = useTranslation();
  const matrices = Array.from({ length: heads }, (_, head) =>
    biasMatrix(time, (behind) => biasAt(head, behind)),
  );
  const [lowest, highest] = rangeOf(
    Array.from({ length: heads * time }, (_, index) =>
      biasAt(Math.floor(index / time), index % time),
    ),
  );
  const range = useMemo((): [number, number] => [lowest, highest], [lowest, highest]);
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, md: 4 }} spacing="lg">
      {matrices.map((values, head) => (
        <div key={head}>
          <Text fz="xs" fw={600} mb={4}>
            {nameOf(head)}
          </Text>
          <MatrixHeat
            values={values}
            rows={time}
            columns={time}
            label={nameOf(head)}
            rowName={t('positions.query')}
            columnName={t('positions.key')}
            range={range}
            compact
          />
        </div>
      ))}
    </SimpleGrid>
  );
}
