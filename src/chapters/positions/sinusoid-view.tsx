/**
 * @file Sinusoidal positions: the matrix that is added to the tokens, and how alike its rows are.
 */
import { Grid } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sinusoid } from '../../state/positions';
import { Section } from '../controls/chapter-parts';
import { SliderField } from '../controls/slider-field';
import { products } from './matrices';
import { MatrixFigure } from './matrix-figure';

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
          <MatrixFigure
            title={t('positions.sinusoidal.matrix')}
            caption={t('positions.sinusoidal.matrixCaption')}
            file="sinusoids"
            values={matrix}
            columns={width}
            columnName={t('positions.number')}
            range={waves}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <MatrixFigure
            title={t('positions.sinusoidal.products')}
            caption={t('positions.sinusoidal.productsCaption')}
            file="sinusoid-products"
            values={alike}
            columns={positions}
            columnName={t('positions.position')}
          />
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
