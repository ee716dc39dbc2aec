/**
 * @file Sinusoidal positions: the matrix that is added to the tokens, and how alike its rows are.
 */
import { Grid } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../pictures/csv';
import { MatrixHeat } from '../../pictures/MatrixHeat';
import { PictureFrame } from '../../pictures/PictureFrame';
import { sinusoid } from '../../state/positions';
import { Section } from '../controls/chapter-parts';
import { SliderField } from '../controls/slider-field';
import { products } from './matrices';

const positions = 64;

export function SinusoidView() {
  const { t } = useTranslation();
  const [width, setWidth] = useState(64);
  const matrix = useMemo(
    () =>
      Float32Array.from({ length: positions * width }, (_, index) =>
        sinusoid(Math.floor(index / width), index % width, width),
      ),
    [width],
  );
  const alike = useMemo(() => products(matrix, positions, width), [matrix, width]);
  return (
    <Section title={t('positions.sinusoidal.title')} hint={t('positions.sinusoidal.hint')}>
      <Grid gap={{ base: 32, md: 56 }}>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <PictureFrame
            title={t('positions.sinusoidal.matrix')}
            caption={t('positions.sinusoidal.matrixCaption')}
            file="sinusoids"
            drawn
            csv={() => matrixCsv(matrix, width)}
          >
            <MatrixHeat
              values={matrix}
              rows={positions}
              columns={width}
              label={t('positions.sinusoidal.matrix')}
              rowName={t('positions.position')}
              columnName={t('positions.number')}
              range={waves}
            />
          </PictureFrame>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <PictureFrame
            title={t('positions.sinusoidal.products')}
            caption={t('positions.sinusoidal.productsCaption')}
            file="sinusoid-products"
            drawn
            csv={() => matrixCsv(alike, positions)}
          >
            <MatrixHeat
              values={alike}
              rows={positions}
              columns={positions}
              label={t('positions.sinusoidal.products')}
              rowName={t('positions.position')}
              columnName={t('positions.position')}
            />
          </PictureFrame>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <SliderField
            name={t('positions.sinusoidal.width')}
            value={width}
            min={4}
            max={128}
            step={4}
            onChange={setWidth}
          />
        </Grid.Col>
      </Grid>
    </Section>
  );
}

const waves = [-1, 1] as const;

function matrixCsv(values: Float32Array, columns: number): string {
  const header = ['position', ...Array.from({ length: columns }, (_, column) => String(column))];
  const rows = Array.from({ length: values.length / columns }, (_, row) => [
    row,
    ...values.subarray(row * columns, (row + 1) * columns),
  ]);
  return toCsv(header, rows);
}
