/**
 * @file The knobs of MinHash and LSH, which the pair and the corpus share.
 */
import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deduplicationBounds as bounds } from '../../state/deduplication';
import { useLab } from '../../state/lab';
import { Knob } from './knob';

export function Knobs() {
  const { t } = useTranslation();
  const { shingleSize, bands, rows } = useLab((state) => state.deduplication.settings);
  const edit = useLab((state) => state.editDeduplication);
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
      <Knob
        label={t('deduplication.knobs.shingleSize', { size: shingleSize })}
        value={shingleSize}
        bounds={bounds.shingleSize}
        onChange={(value) => edit({ shingleSize: value })}
      />
      <Knob
        label={t('deduplication.knobs.bands', { bands })}
        value={bands}
        bounds={bounds.bands}
        onChange={(value) => edit({ bands: value })}
      />
      <Knob
        label={t('deduplication.knobs.rows', { rows, k: bands * rows })}
        value={rows}
        bounds={bounds.rows}
        onChange={(value) => edit({ rows: value })}
      />
    </SimpleGrid>
  );
}
