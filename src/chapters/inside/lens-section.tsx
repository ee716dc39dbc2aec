/**
 * @file The logit lens on the inspected text: what the chosen model would say after each layer, and how
 * large the residual stream has grown there; of an encoder-decoder, in both its stacks.
 */
import { Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../pictures/csv';
import { LensTable } from '../../pictures/LensTable';
import { PictureFrame } from '../../pictures/PictureFrame';
import { StreamSizes } from '../../pictures/StreamSizes';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';

export function LensSection() {
  const { t } = useTranslation();
  const inspection = useLab((state) => state.inside.inspection);
  const { reading, error } = useLab((state) => state.lens);
  const readLens = useLab((state) => state.readLens);

  // Whenever the model or its text was looked at anew.
  useEffect(() => {
    if (inspection) void readLens();
  }, [inspection, readLens]);

  return (
    <Section title={t('lens.title')} hint={t('lens.hint')}>
      <ErrorAlert error={error} title={t('lens.failed')} />
      {reading && (
        <Stack gap={40}>
          <PictureFrame
            title={t('lens.picture')}
            caption={t(reading.isEncoder ? 'lens.captionEncoder' : 'lens.caption')}
            file="logit-lens"
            csv={() => csvOf(reading)}
          >
            <LensTable {...reading} />
          </PictureFrame>
          {reading.sourceTokens.length > 0 && (
            <PictureFrame
              title={t('lens.encoder')}
              caption={t('lens.encoderCaption')}
              file="encoder-stream"
              csv={() => sizesCsv(reading)}
            >
              <StreamSizes
                tokens={reading.sourceTokens}
                layers={reading.layers}
                sizes={Array.from(reading.sourceSizes)}
              />
            </PictureFrame>
          )}
        </Stack>
      )}
    </Section>
  );
}

type Reading = NonNullable<ReturnType<typeof useLab.getState>['lens']['reading']>;

function csvOf({ tokens, layers, said, probabilities, sizes }: Reading): string {
  const time = tokens.length;
  const rows = Array.from({ length: (layers + 1) * time }, (_, at) => [
    Math.floor(at / time),
    at % time,
    tokens[at % time],
    said[at],
    probabilities[at],
    sizes[at],
  ]);
  return toCsv(['layer', 'place', 'token', 'said', 'probability', 'residual_size'], rows);
}

function sizesCsv({ sourceTokens, sourceSizes }: Reading): string {
  const time = sourceTokens.length;
  const rows = Array.from(sourceSizes, (size, at) => [
    Math.floor(at / time),
    at % time,
    sourceTokens[at % time],
    size,
  ]);
  return toCsv(['layer', 'place', 'token', 'residual_size'], rows);
}
