/**
 * @file What the models of the measurement learned of positions: vectors of places and of distances and
 * how alike they are, T5's biases by head.
 */
import { Grid } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LearnedTable } from '../../experiment/extrapolation-settings';
import type { DistanceRanges, PositionScheme } from '../../models/config';
import { PictureFrame } from '../../pictures/PictureFrame';
import { bucketBehind } from '../../state/positions';
import { HeadBiases } from './head-biases';
import type { OutcomesProps } from './loss-by-position';
import { cosines } from './matrices';
import { MatrixFigure } from './matrix-figure';

/** Places shown of each matrix of biases. */
const mostShown = 64;

export function LearnedPositions({ outcomes, contextLength }: OutcomesProps) {
  const of = (wanted: PositionScheme) => outcomes.find(({ scheme }) => scheme === wanted);
  const vectors = of('learned')?.learned;
  const shaw = of('shaw');
  const t5 = of('t5');
  return (
    <>
      {vectors && <LearnedVectors {...vectors} of="learned" />}
      {shaw?.learned && <LearnedVectors {...reversed(shaw.learned)} of="relative" />}
      {shaw?.addedToValues && (
        <LearnedVectors {...reversed(shaw.addedToValues)} of="relativeValues" />
      )}
      {t5?.learned && (
        <LearnedBiases {...t5.learned} ranges={t5.distances} contextLength={contextLength} />
      )}
    </>
  );
}

/** From the key at the query's own place on back. */
function reversed({ shape, data }: LearnedTable): LearnedTable {
  const [rows, width] = shape;
  const turned = data.map((_, at) => {
    const row = Math.floor(at / width);
    return data[(rows - 1 - row) * width + (at % width)];
  });
  return { shape, data: turned };
}

function LearnedVectors({
  shape: [places, width],
  data,
  of,
}: LearnedTable & { of: 'learned' | 'relative' | 'relativeValues' }) {
  const { t } = useTranslation();
  const rowName = of === 'learned' ? 'position' : 'distance';
  const alike = useMemo(() => cosines(data, places, width), [data, places, width]);
  return (
    <Grid gap={{ base: 32, md: 56 }}>
      <Grid.Col span={{ base: 12, sm: 6 }}>
        <MatrixFigure
          title={t(`positions.${of}.matrix`)}
          caption={t(`positions.${of}.matrixCaption`)}
          file={`${of}-positions`}
          values={data}
          of={rowName}
          columns={width}
          columnName={t('positions.number')}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6 }}>
        <MatrixFigure
          title={t(`positions.${of}.alike`)}
          caption={t(`positions.${of}.alikeCaption`)}
          file={`${of}-position-likeness`}
          values={alike}
          of={rowName}
          columns={places}
          columnName={t(`positions.${rowName}`)}
        />
      </Grid.Col>
    </Grid>
  );
}

interface LearnedBiasesProps extends LearnedTable {
  ranges: DistanceRanges;
  contextLength: number;
}

function LearnedBiases({ shape: [, heads], data, ranges, contextLength }: LearnedBiasesProps) {
  const { t } = useTranslation();
  return (
    <PictureFrame
      title={t('positions.learned.biases')}
      caption={t('positions.learned.biasesCaption')}
      file="t5-biases"
      drawn
    >
      <HeadBiases
        heads={heads}
        time={Math.min(mostShown, contextLength)}
        biasAt={(head, behind) => data[bucketBehind(behind, ranges) * heads + head]}
        nameOf={(head) => t('positions.learned.head', { head: head + 1 })}
      />
    </PictureFrame>
  );
}
