/**
 * @file The best ways to cut a word under a Unigram vocabulary, and random ones, which a model can be
 * trained on (subword regularisation).
 */
import { Box, Grid, Group, NumberInput, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../../pictures/csv';
import { PictureFrame } from '../../../pictures/PictureFrame';
import { RankedBars } from '../../../pictures/RankedBars';
import { bestSegmentations, sampleSegmentations } from '../../../state/tokenizer-parts';
import type { UnigramStage } from '../../../text/tokenizers/unigram-trace';
import { SliderField } from '../../controls/slider-field';

const wanted = 5;
const samples = 8;
const largestSeed = 2 ** 31 - 1;

interface SegmentationsProps {
  stage: UnigramStage;
  word: string;
}

export function Segmentations(props: SegmentationsProps) {
  return (
    <Grid gap={{ base: 32, md: 48 }}>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Best {...props} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Sampled {...props} />
      </Grid.Col>
    </Grid>
  );
}

function joined(pieces: readonly string[]): string {
  return pieces.join(' + ');
}

function Best({ stage, word }: SegmentationsProps) {
  const { t } = useTranslation();
  const best = useMemo(() => bestSegmentations(stage, word, wanted), [stage, word]);
  const title = t('tokenizerWatch.segmentations.bestTitle');
  return (
    <PictureFrame
      title={title}
      caption={t('tokenizerWatch.segmentations.bestCaption')}
      file="segmentations"
      csv={() =>
        toCsv(
          ['segmentation', 'log probability', 'probability'],
          best.map(({ pieces, score, probability }) => [joined(pieces), score, probability]),
        )
      }
    >
      <Box mih={190}>
        <RankedBars
          label={title}
          columns={[
            t('tokenizerWatch.segmentations.segmentation'),
            t('tokenizerWatch.unigram.probability'),
          ]}
          bars={best.map(({ pieces, probability }) => ({
            label: joined(pieces),
            value: probability,
          }))}
        />
      </Box>
    </PictureFrame>
  );
}

function Sampled({ stage, word }: SegmentationsProps) {
  const { t } = useTranslation();
  const [alpha, setAlpha] = useState(0.5);
  const [typedSeed, setSeed] = useState<number | string>(1);
  const seed = Number(typedSeed);
  const drawn = useMemo(
    () => sampleSegmentations(stage, word, { alpha, seed, samples }),
    [stage, word, alpha, seed],
  );
  return (
    <PictureFrame
      title={t('tokenizerWatch.segmentations.sampledTitle')}
      caption={t('tokenizerWatch.segmentations.sampledCaption')}
      file="samples"
      csv={() =>
        toCsv(
          ['sample', 'segmentation'],
          drawn.map((pieces, index) => [index + 1, joined(pieces)]),
        )
      }
    >
      <Group gap="lg" align="end" mb="md">
        <Box w={180}>
          <SliderField
            name={t('tokenizerWatch.segmentations.alpha')}
            value={alpha}
            min={0}
            max={2}
            step={0.1}
            onChange={setAlpha}
          />
        </Box>
        <NumberInput
          w={110}
          size="xs"
          label={t('tokenizerWatch.segmentations.seed')}
          value={typedSeed}
          min={0}
          max={largestSeed}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          onChange={setSeed}
        />
      </Group>
      <Box
        component="ol"
        m={0}
        pl={24}
        mih={190}
        aria-label={t('tokenizerWatch.segmentations.list')}
      >
        {drawn.map((pieces, index) => (
          <Text key={index} component="li" fz="sm" className="picture-row-label">
            {joined(pieces)}
          </Text>
        ))}
      </Box>
    </PictureFrame>
  );
}
