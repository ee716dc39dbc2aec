/**
 * @file What an encoder-decoder looks at in the prompt while it writes a column: a row for each token
 * that is written, and the heads to choose from.
 */
import { Grid, SegmentedControl, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { headMatrix, headName } from '../../pictures/attention';
import { AttentionGrid } from '../../pictures/AttentionGrid';
import { AttentionHead } from '../../pictures/AttentionHead';
import { toCsv } from '../../pictures/csv';
import { PictureFrame } from '../../pictures/PictureFrame';
import { useHoverLock } from '../../pictures/use-hover-lock';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import type { ShownColumn } from './use-written-columns';

export function CrossSection({ columns }: { columns: readonly ShownColumn[] }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number | null>(null);
  const prompt = useLab((state) => state.decoding.shownConfig?.prompt ?? '');
  const { shown, error } = useLab((state) => state.crossAttention);
  const inspectCross = useLab((state) => state.inspectCross);
  const writers = columns.flatMap(({ info, written }, index) =>
    info?.config.architecture === 'encoder-decoder' && written ? [{ index, info, written }] : [],
  );
  const writer = writers.find(({ index }) => index === chosen) ?? writers.at(0);
  const source = writer?.info.source;
  const tokens = writer?.written.tokens;

  useEffect(() => {
    if (source && tokens) {
      void inspectCross(
        source,
        prompt,
        tokens.map(({ id }) => id),
      );
    }
  }, [inspectCross, source, prompt, tokens]);

  if (!writer) return null;
  return (
    <Section title={t('crossAttention.title')} hint={t('crossAttention.hint')}>
      <Stack gap="md">
        {writers.length > 1 && (
          <SegmentedControl
            aria-label={t('crossAttention.which')}
            style={{ alignSelf: 'start' }}
            value={String(writer.index)}
            onChange={(value) => setChosen(Number(value))}
            data={writers.map(({ index }) => ({
              value: String(index),
              label: t('crossAttention.column', { column: index + 1 }),
            }))}
          />
        )}
        <ErrorAlert error={error} title={t('crossAttention.failed')} />
        {shown && <Heads shown={shown} />}
      </Stack>
    </Section>
  );
}

type Shown = NonNullable<ReturnType<typeof useLab.getState>['crossAttention']['shown']>;

function Heads({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const [place, setPlace] = useState({ layer: shown.layers - 1, head: 0 });
  const query = useHoverLock<number>();
  const { probabilities, layers, heads, source, target } = shown;
  const shape = { layers, heads, queries: target.length, keys: source.length, causal: false };
  // Another model may have fewer.
  const layer = Math.min(place.layer, layers - 1);
  const head = Math.min(place.head, heads - 1);
  const matrix = headMatrix(probabilities, shape, layer, head);
  const last = target.length - 1;
  const bounded = (row: number | undefined) => (row === undefined ? row : Math.min(row, last));
  const name = headName(layer, head);
  return (
    <Grid gap={{ base: 32, md: 48 }}>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <PictureFrame
          title={t('crossAttention.heads')}
          caption={t('crossAttention.headsCaption')}
          file="cross-heads"
          drawn
        >
          <AttentionGrid
            probabilities={probabilities}
            shape={shape}
            selected={{ layer, head }}
            onSelect={setPlace}
          />
        </PictureFrame>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <PictureFrame
          title={t('crossAttention.head', { layer: layer + 1, head: head + 1 })}
          caption={t('crossAttention.headCaption')}
          file={`cross-${name}`}
          drawn
          csv={() =>
            toCsv(
              ['token', ...source],
              target.map((token, row) => [
                token,
                ...matrix.values.subarray(row * source.length, (row + 1) * source.length),
              ]),
            )
          }
        >
          <AttentionHead
            matrix={matrix}
            tokens={target}
            keyTokens={source}
            name={name}
            query={{ ...query, active: bounded(query.active), locked: bounded(query.locked) }}
          />
        </PictureFrame>
      </Grid.Col>
    </Grid>
  );
}
