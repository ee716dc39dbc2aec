/**
 * @file RoPE: what each scaling does to the speed of every pair, and how the score of two equal vectors
 * falls with their distance.
 */
import { Anchor, Box, Grid, SimpleGrid, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ModelConfig, RopeScaling } from '../../models/config';
import { seriesColor } from '../../pictures/color';
import type { ChartSeries } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';
import { RopeFrequencies } from '../../pictures/RopeFrequencies';
import { useLab } from '../../state/lab';
import { ropeScalings, rotationOf } from '../../state/positions';
import { Choice } from '../controls/choice';
import { Section } from '../controls/chapter-parts';
import { SliderField } from '../controls/slider-field';
import { CurveFigure } from './curve-figure';

/** Context of training in the pictures. */
const trained = 64;

export function RopeView() {
  const { t } = useTranslation();
  const model = useLab((state) => state.spec.model);
  const [headDim, setHeadDim] = useState(32);
  const [power, setPower] = useState(4);
  const [share, setShare] = useState(1);
  const [factor, setFactor] = useState(4);
  const [scaling, setScaling] = useState<RopeScaling>('none');

  const base = 10 ** power;
  const curves = useMemo(() => {
    const of = (one: RopeScaling) => {
      const rope = { order: model.rope.order, share, scaling: one, factor };
      const config: ModelConfig = {
        ...{ ...model, vocabularySize: 1, positions: 'rope', heads: 1, width: headDim },
        ...{ ropeBase: base, rope, contextLength: trained * factor },
      };
      return rotationOf(config);
    };
    const plain = of('none').frequencies;
    return ropeScalings.map((one) => {
      const { frequencies, gain } = of(one);
      const still = headDim / 2 - frequencies.length;
      return {
        scaling: one,
        frequencies,
        ratios: frequencies.map((frequency, pair) => frequency / plain[pair]),
        scores: Array.from({ length: trained * factor }, (_, distance) => {
          const turned = frequencies.reduce((sum, theta) => sum + Math.cos(distance * theta), 0);
          return (gain * gain * turned + still) / (headDim / 2);
        }),
      };
    });
  }, [model, headDim, base, share, factor]);

  const seriesOf = (values: 'ratios' | 'scores'): ChartSeries[] =>
    curves.map((curve, index) => ({
      id: curve.scaling,
      name: t(`model.fields.ropeScaling.names.${curve.scaling}`),
      color: seriesColor(index),
      points: curve[values].map((y, x) => ({ x, y })),
      look: curve.scaling === scaling ? 'strong' : 'plain',
    }));
  const chosen = curves.find((curve) => curve.scaling === scaling) ?? curves[0];

  return (
    <Section title={t('positions.rope.title')} hint={t('positions.rope.hint')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="xl" mb="lg">
        <SliderField
          name={t('positions.rope.headDim')}
          value={headDim}
          min={4}
          max={128}
          step={4}
          onChange={setHeadDim}
        />
        <SliderField
          name={t('positions.rope.base')}
          value={power}
          shown={Math.round(base)}
          min={1}
          max={6}
          step={0.5}
          onChange={setPower}
        />
        <SliderField
          name={t('positions.rope.share')}
          value={share}
          min={0.25}
          max={1}
          step={0.25}
          onChange={setShare}
        />
        <SliderField
          name={t('positions.rope.factor')}
          value={factor}
          min={1}
          max={8}
          step={1}
          onChange={setFactor}
        />
      </SimpleGrid>
      <Grid gap={{ base: 32, md: 56 }}>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <CurveFigure
            title={t('positions.rope.ratios')}
            caption={t('positions.rope.ratiosCaption')}
            file="rope-scalings"
            column="pair"
            xLabel={t('pictures.rope.pairs')}
            series={seriesOf('ratios')}
            height={240}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <CurveFigure
            title={t('positions.rope.decay')}
            caption={t('positions.rope.decayCaption')}
            file="rope-decay"
            column="distance"
            xLabel={t('positions.distance')}
            series={seriesOf('scores')}
            rules={[
              { axis: 'x', value: trained, label: t('positions.trained', { length: trained }) },
            ]}
            height={240}
          />
        </Grid.Col>
        <Grid.Col span={12}>
          <PictureFrame
            title={t('positions.rope.turns')}
            caption={t('positions.rope.turnsCaption')}
            file="rope-turns"
            drawn
          >
            <RopeFrequencies angles={chosen.frequencies} contextLength={trained * factor} />
          </PictureFrame>
          <Box mt="lg">
            <Choice
              label={t('model.fields.ropeScaling.label')}
              help={t(`model.fields.ropeScaling.help.${scaling}`)}
              value={scaling}
              options={ropeScalings.map((value) => ({
                value,
                label: t(`model.fields.ropeScaling.names.${value}`),
              }))}
              onChange={setScaling}
            />
          </Box>
          <Text fz="sm" mt="md">
            <Anchor component={Link} to="/inside" fz="sm">
              {t('positions.rope.wheels')}
            </Anchor>
          </Text>
        </Grid.Col>
      </Grid>
    </Section>
  );
}
