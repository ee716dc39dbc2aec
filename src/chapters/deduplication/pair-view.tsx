/**
 * @file Two texts compared: their shingles, their signatures, and where they stand on the S-curve.
 */
import { Grid, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../pictures/csv';
import { PictureFrame } from '../../pictures/PictureFrame';
import { ShingleStrip } from '../../pictures/ShingleStrip';
import { SignaturePair } from '../../pictures/SignaturePair';
import { useHoverLock } from '../../pictures/use-hover-lock';
import { useLab } from '../../state/lab';
import type { PairComparison } from '../../text/cleaning/pair';
import { Section } from '../controls/chapter-parts';
import { CurveView } from './curve-view';
import { Knobs } from './knobs';
import { PairFacts } from './pair-facts';
import { cutShingles } from './shingles';
import { TextField } from './text-field';
import { useEditableText } from './use-texts';

export function PairView() {
  const { t } = useTranslation();
  const textOf = useEditableText();
  const [first, second] = [textOf('first').text, textOf('second').text];
  const { shingleSize, bands, rows } = useLab((state) => state.deduplication.settings);
  const pair = useLab((state) => state.deduplication.pair);
  const compare = useLab((state) => state.comparePair);
  useEffect(() => void compare(first, second), [compare, first, second, shingleSize, bands, rows]);

  return (
    <Section title={t('deduplication.pair.heading')} hint={t('deduplication.pair.hint')}>
      <Stack gap="xl">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <TextField name="first" />
          <TextField name="second" />
        </SimpleGrid>
        <Knobs />
        {pair && <Compared pair={pair} />}
      </Stack>
    </Section>
  );
}

function Compared({ pair }: { pair: PairComparison }) {
  const { t } = useTranslation();
  const shingle = useHoverLock<string>();
  const band = useHoverLock<number>();
  const { settings, first, second, collisions } = pair;
  const strips = useMemo(
    () => ({ first: cutShingles(first, settings), second: cutShingles(second, settings) }),
    [first, second, settings],
  );
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        {(['first', 'second'] as const).map((name) => (
          <Paper key={name} withBorder p="md" mah={260} style={{ overflow: 'auto' }}>
            <Text fz="sm" c="dimmed" mb="xs">
              {t('deduplication.pair.shingles', { count: pair[name].shingles })}
            </Text>
            <ShingleStrip shingles={strips[name]} lock={shingle} />
          </Paper>
        ))}
      </SimpleGrid>
      <PairFacts pair={pair} />
      <Grid gap={{ base: 40, md: 48 }}>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <PictureFrame
            title={t('deduplication.pair.signatures')}
            caption={t('deduplication.pair.signaturesCaption')}
            file="minhash-signatures"
            drawn
            csv={() => signatureCsv(pair)}
          >
            <SignaturePair
              first={first.signature}
              second={second.signature}
              bands={settings.bands}
              rows={settings.rows}
              collisions={collisions}
              lock={band}
            />
          </PictureFrame>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <CurveView pair={pair} />
        </Grid.Col>
      </Grid>
    </>
  );
}

function signatureCsv({ settings, first, second }: PairComparison): string {
  return toCsv(
    ['band', 'row', 'first', 'second'],
    Array.from(first.signature, (value, at) => [
      Math.floor(at / settings.rows) + 1,
      (at % settings.rows) + 1,
      value,
      second.signature[at],
    ]),
  );
}
