/**
 * @file The knobs of MinHash and LSH, which the pair and the corpus share.
 */
import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deduplicationBounds as bounds } from '../../state/deduplication';
import { useLab } from '../../state/lab';
import { SliderField } from '../controls/slider-field';

export function Knobs() {
  const { t } = useTranslation();
  const { shingleSize, bands, rows } = useLab((state) => state.deduplication.settings);
  const edit = useLab((state) => state.editDeduplication);
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
      <SliderField
        name={t('deduplication.knobs.shingleSize')}
        value={shingleSize}
        {...bounds.shingleSize}
        onChange={(value) => edit({ shingleSize: value })}
      />
      <SliderField
        name={t('deduplication.knobs.bands')}
        value={bands}
        {...bounds.bands}
        onChange={(value) => edit({ bands: value })}
      />
      <SliderField
        name={t('deduplication.knobs.rows')}
        value={rows}
        shown={`${rows} (k = b·r = ${bands * rows})`}
        {...bounds.rows}
        onChange={(value) => edit({ rows: value })}
      />
    </SimpleGrid>
  );
}
