/**
 * @file What a column makes of the token that is pointed at, wherever it stands: its rank and probability.
 */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WrittenColumn } from '../../decoding/token-elsewhere';
import { formatProbability } from '../../pictures/format';
import { tokenElsewhere } from '../../state/selectors';
import { usePointedToken } from './pointed-token';
import type { ShownColumn } from './use-written-columns';

export interface TokenElsewhereLineProps {
  /** All columns, in their order. */
  columns: readonly ShownColumn[];
  written: WrittenColumn;
}

export function TokenElsewhereLine({ columns, written }: TokenElsewhereLineProps) {
  const { t } = useTranslation();
  const place = usePointedToken((state) => state.place);
  const from = place && columns.at(place.column)?.written;
  // Two lines are kept free, so that nothing moves while the pointer does.
  return (
    <Text fz="xs" lh={1.5} mih={36} data-testid="token-elsewhere">
      {from && place.token < from.tokens.length && tell(from, place.token)}
    </Text>
  );

  function tell(from: WrittenColumn, at: number): string {
    const token = from.labels[at] ?? '';
    const found = tokenElsewhere(from, at, written);
    switch (found.kind) {
      case 'known':
        return t(found.samePrefix ? 'decodeCompare.known' : 'decodeCompare.knownApart', {
          token,
          rank: found.rank + 1,
          probability: formatProbability(found.probability),
        });
      case 'shorter':
        return t('decodeCompare.shorter', { token });
      case 'apart':
        return t('decodeCompare.apart', { token });
      case 'unknown':
        return t('decodeCompare.unknown', { token });
    }
  }
}
