/**
 * @file Three zoom levels on one page: every head, one head, one query. What is pointed at in one
 * picture shows in all.
 */
import { Grid, Stack } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../../experiment/model-info';
import { AttentionArcs } from '../../pictures/AttentionArcs';
import { AttentionGrid } from '../../pictures/AttentionGrid';
import { AttentionHead } from '../../pictures/AttentionHead';
import { AttentionRow } from '../../pictures/AttentionRow';
import { headMatrix, headName, keysSeen, queryRow, sunkShare } from '../../pictures/attention';
import { toCsv } from '../../pictures/csv';
import { PictureFrame } from '../../pictures/PictureFrame';
import { useHoverLock, type HoverLock } from '../../pictures/use-hover-lock';
import { useLab } from '../../state/lab';

export function AttentionView({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const layer = useLab((state) => state.inside.layer);
  const head = useLab((state) => state.inside.head);
  const chooseHead = useLab((state) => state.chooseHead);
  const { probabilities, layers, heads, causal } = inspection;
  const tokens = useMemo(() => inspection.tokens.map(({ label }) => label), [inspection]);
  const time = tokens.length;
  const shape = { layers, heads, queries: time, keys: time, causal };
  const matrix = useMemo(
    () =>
      headMatrix(probabilities, { layers, heads, queries: time, keys: time, causal }, layer, head),
    [probabilities, layers, heads, time, causal, layer, head],
  );
  const query = useQuery(time);
  const row = query.active ?? time - 1;
  const hasSink = sunkShare(queryRow(matrix, row)) > 0;
  const name = headName(layer, head);

  return (
    <Grid gap={{ base: 40, md: 56 }}>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap={40}>
          <PictureFrame
            title={t('inside.grid.title')}
            caption={t('inside.grid.caption')}
            file="attention"
            drawn
            csv={() => gridCsv(inspection)}
          >
            <AttentionGrid
              probabilities={probabilities}
              shape={shape}
              selected={{ layer, head }}
              onSelect={(place) => chooseHead(place.layer, place.head)}
            />
          </PictureFrame>
          <PictureFrame
            title={t('inside.arcs.title')}
            caption={t('inside.arcs.caption')}
            file={`arcs-${name}`}
            drawn
          >
            <AttentionArcs matrix={matrix} tokens={tokens} query={query} />
          </PictureFrame>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap={40}>
          <PictureFrame
            title={t('inside.head.title', { layer: layer + 1, head: head + 1 })}
            caption={`${t('inside.head.caption')} ${t(causal ? 'inside.head.causal' : 'inside.head.open')}`}
            file={`attention-${name}`}
            drawn
            csv={() => headCsv(matrix.values, tokens)}
          >
            <AttentionHead matrix={matrix} tokens={tokens} name={name} query={query} />
          </PictureFrame>
          <PictureFrame
            title={t('inside.row.title', { token: tokens[row] ?? '' })}
            caption={t(hasSink ? 'inside.row.sinkCaption' : 'inside.row.caption')}
            file={`attention-${name}-${row}`}
            drawn
          >
            <AttentionRow matrix={matrix} tokens={tokens} query={row} />
          </PictureFrame>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

/** The query that all pictures share; a locked one is kept in the state, and never out of range. */
function useQuery(time: number): HoverLock<number> {
  const chooseQuery = useLab((state) => state.chooseQuery);
  const lock = useHoverLock<number>(useLab.getState().inside.query ?? undefined);
  const { locked } = lock;
  useEffect(() => chooseQuery(locked ?? null), [locked, chooseQuery]);
  const bounded = (value: number | undefined) =>
    value === undefined ? undefined : Math.min(value, time - 1);
  return { ...lock, active: bounded(lock.active), locked: bounded(locked) };
}

function headCsv(matrix: Float32Array, tokens: readonly string[]): string {
  const rows = tokens.map((token, query) => [
    token,
    ...matrix.subarray(query * tokens.length, (query + 1) * tokens.length),
  ]);
  return toCsv(['query', ...tokens], rows);
}

/** One line for each pair that may look. */
function gridCsv({ probabilities, layers, heads, tokens, causal }: Inspection): string {
  const time = tokens.length;
  const rows: (string | number)[][] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < heads; head++) {
      const shape = { layers, heads, queries: time, keys: time, causal };
      const matrix = headMatrix(probabilities, shape, layer, head);
      for (let query = 0; query < time; query++) {
        for (let key = 0; key < keysSeen(matrix, query); key++) {
          const labels = [tokens[query].label, tokens[key].label];
          rows.push([
            layer + 1,
            head + 1,
            query,
            key,
            ...labels,
            matrix.values[query * time + key],
          ]);
        }
      }
    }
  }
  return toCsv(['layer', 'head', 'query', 'key', 'query_token', 'key_token', 'probability'], rows);
}
