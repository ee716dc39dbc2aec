/**
 * @file Positions of the chosen model: how RoPE turns a query and a key of the selected head; some
 * sentences where nothing turns.
 */
import { Button, Grid, Group, Select, SimpleGrid, Slider, Stack, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconRotate2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../../experiment/model-info';
import type { ModelConfig } from '../../models/config';
import { PictureFrame } from '../../pictures/PictureFrame';
import { RopeFrequencies } from '../../pictures/RopeFrequencies';
import { RopeScore } from '../../pictures/RopeScore';
import { RopeWheels } from '../../pictures/RopeWheels';
import { inHalves, rotationOf } from '../../state/estimates';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { strongestKey, vectorAt } from './vectors';
import { useTurning } from './use-turning';

export function RopeView({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const config = useLab((state) => state.model.info?.config);
  // While another model is being loaded, the inspection is still that of the model before.
  if (!config || config.layers !== inspection.layers || config.heads !== inspection.heads) {
    return null;
  }
  if (config.positions === 'rope') {
    return (
      <Section title={t('inside.rope.title')} hint={t('inside.rope.lead')}>
        <Rope inspection={inspection} config={config} />
      </Section>
    );
  }
  return (
    <Section title={t('inside.positions.title')}>
      <Text maw={680} lh={1.7}>
        {t(`inside.positions.${config.positions}`)}
      </Text>
    </Section>
  );
}

function Rope({ inspection, config }: { inspection: Inspection; config: ModelConfig }) {
  const { t } = useTranslation();
  const layer = useLab((state) => state.inside.layer);
  const head = useLab((state) => state.inside.head);
  const locked = useLab((state) => state.inside.query);
  const [tokenPair, setTokenPair] = useState<{ query: number | null; key: number | null }>({
    query: null,
    key: null,
  });
  // Positions that were turned to; null: where the tokens really stand.
  const [positions, setPositions] = useState<{ query: number | null; key: number | null }>({
    query: null,
    key: null,
  });
  const [shift, setShift] = useState(0);

  const last = inspection.tokens.length - 1;
  const query = Math.min(tokenPair.query ?? locked ?? last, last);
  const key = Math.min(tokenPair.key ?? strongestKey(inspection, layer, head, query), last);
  const queryPosition = positions.query ?? query;
  const keyPosition = positions.key ?? key;
  const place = { layer, head };
  const rotation = useMemo(() => rotationOf(config), [config]);
  const angles = useMemo(() => {
    const still = inspection.headDim / 2 - rotation.frequencies.length;
    return [...rotation.frequencies, ...new Array<number>(still).fill(0)];
  }, [rotation, inspection.headDim]);
  const vector = (vectors: Float32Array, time: number) =>
    inHalves(vectorAt(vectors, inspection, { ...place, time }), rotation);
  const queryVector = vector(inspection.query, query);
  const keyVector = vector(inspection.key, key);
  const highest = config.contextLength - 1;
  const turning = useTurning(() =>
    setPositions((before) => ({ ...before, query: ((before.query ?? query) + 1) % (highest + 1) })),
  );

  const options = inspection.tokens.map(({ label }, position) => ({
    value: String(position),
    label: t('inside.rope.token', { position, label }),
  }));
  const reset = () => {
    turning.stop();
    setPositions({ query: null, key: null });
    setShift(0);
  };

  return (
    <Stack gap={40}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 2 }} maw={560}>
          <Select
            label={t('inside.rope.query')}
            data={options}
            value={String(query)}
            allowDeselect={false}
            searchable
            onChange={(value) => {
              setTokenPair({ query: Number(value), key: null });
              setPositions({ query: null, key: null });
            }}
          />
          <Select
            label={t('inside.rope.key')}
            data={options}
            value={String(key)}
            allowDeselect={false}
            searchable
            onChange={(value) => {
              setTokenPair({ query, key: Number(value) });
              setPositions({ query: null, key: null });
            }}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
          <PositionSlider
            name={t('inside.rope.queryPosition', { position: queryPosition })}
            value={queryPosition}
            max={highest}
            onChange={(value) => {
              turning.stop();
              setPositions({ ...positions, query: value });
            }}
          />
          <PositionSlider
            name={t('inside.rope.keyPosition', { position: keyPosition })}
            value={keyPosition}
            max={highest}
            onChange={(value) => setPositions({ ...positions, key: value })}
          />
          <PositionSlider
            name={t('inside.rope.shift', { shift })}
            value={shift}
            max={4 * config.contextLength}
            onChange={setShift}
          />
        </SimpleGrid>
        <Group gap="sm">
          <Button
            variant="light"
            leftSection={
              turning.isTurning ? (
                <IconPlayerPauseFilled size={16} aria-hidden="true" />
              ) : (
                <IconPlayerPlayFilled size={16} aria-hidden="true" />
              )
            }
            onClick={turning.toggle}
          >
            {t(turning.isTurning ? 'inside.rope.hold' : 'inside.rope.turn')}
          </Button>
          <Button
            variant="subtle"
            leftSection={<IconRotate2 size={16} aria-hidden="true" />}
            onClick={reset}
          >
            {t('inside.rope.reset')}
          </Button>
        </Group>
      </Stack>
      <PictureFrame
        title={t('inside.rope.wheels')}
        caption={t('inside.rope.wheelsCaption')}
        file="rope-wheels"
        drawn
      >
        <RopeWheels
          queryVector={queryVector}
          keyVector={keyVector}
          queryPosition={queryPosition + shift}
          keyPosition={keyPosition + shift}
          angles={angles}
        />
      </PictureFrame>
      <Grid gap={{ base: 40, md: 56 }}>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <PictureFrame
            title={t('inside.rope.frequencies')}
            caption={t('inside.rope.frequenciesCaption')}
            file="rope-frequencies"
            drawn
          >
            <RopeFrequencies angles={rotation.frequencies} contextLength={config.contextLength} />
          </PictureFrame>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <PictureFrame
            title={t('inside.rope.score')}
            caption={t('inside.rope.scoreCaption')}
            file="rope-score"
            drawn
          >
            <RopeScore
              queryVector={queryVector}
              keyVector={keyVector}
              angles={angles}
              contextLength={config.contextLength}
              shift={shift}
            />
          </PictureFrame>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

interface PositionSliderProps {
  name: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}

function PositionSlider({ name, value, max, onChange }: PositionSliderProps) {
  return (
    <div>
      <Text fz="sm" mb={6} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {name}
      </Text>
      <Slider min={0} max={max} value={value} onChange={onChange} label={null} thumbLabel={name} />
    </div>
  );
}
