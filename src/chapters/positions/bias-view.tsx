/**
 * @file Positions as a bias of the scores: ALiBi's slopes and matrices, T5's ranges of distances.
 */
import { SimpleGrid, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../pictures/csv';
import { PictureFrame } from '../../pictures/PictureFrame';
import { alibiSlopes, bucketBehind } from '../../state/positions';
import { useLab } from '../../state/lab';
import { formatNumber } from '../../pictures/format';
import { Section } from '../controls/chapter-parts';
import { SliderField } from '../controls/slider-field';
import { CurveFigure } from './curve-figure';
import { HeadBiases } from './head-biases';

const time = 32;
/** Distances shown of T5's, in farthest distances. */
const shownDistances = 1.25;

export function BiasView() {
  const { t } = useTranslation();
  const { distances, heads: modelHeads } = useLab((state) => state.spec.model);
  const [chosen, setHeads] = useState<number | null>(null);
  const heads = chosen ?? Math.min(12, modelHeads);
  const slopes = useMemo(() => alibiSlopes(heads), [heads]);
  const isOrdered = distances.mostDistant > Math.floor(distances.buckets / 2);
  const buckets = useMemo(
    () =>
      isOrdered
        ? Array.from({ length: Math.ceil(shownDistances * distances.mostDistant) }, (_, behind) =>
            bucketBehind(behind, distances),
          )
        : [],
    [distances, isOrdered],
  );
  return (
    <Section title={t('positions.bias.title')} hint={t('positions.bias.hint')}>
      <Stack gap={40}>
        <PictureFrame
          title={t('positions.bias.alibi')}
          caption={t('positions.bias.alibiCaption')}
          file="alibi"
          drawn
          csv={() =>
            toCsv(
              ['head', 'slope'],
              slopes.map((slope, head) => [head + 1, slope]),
            )
          }
        >
          <HeadBiases
            heads={heads}
            time={time}
            biasAt={(head, behind) => -slopes[head] * behind}
            nameOf={(head) =>
              t('positions.bias.slope', { head: head + 1, slope: formatNumber(slopes[head]) })
            }
          />
        </PictureFrame>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <SliderField
            name={t('model.fields.heads.label')}
            value={heads}
            min={1}
            max={16}
            step={1}
            onChange={setHeads}
          />
        </SimpleGrid>
        {isOrdered && (
          <CurveFigure
            title={t('positions.bias.buckets')}
            caption={t('positions.bias.bucketsCaption', { ...distances })}
            file="t5-ranges"
            column="distance"
            xLabel={t('positions.distance')}
            series={[
              {
                id: 'range',
                name: t('positions.bias.bucket'),
                color: 'var(--picture-accent)',
                points: buckets.map((y, x) => ({ x, y })),
                look: 'strong',
              },
            ]}
            height={220}
          />
        )}
      </Stack>
    </Section>
  );
}
