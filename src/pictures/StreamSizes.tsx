/**
 * @file How large the residual stream of a stack that says nothing has grown at each token; the largest is the
 * darkest.
 */
import { useTranslation } from 'react-i18next';
import { formatNumber } from './format';
import { LayerTable, roundedSize } from './LayerTable';

export interface StreamSizesProps {
  tokens: readonly string[];
  layers: number;
  /** `[layers + 1, tokens]` */
  sizes: readonly number[];
}

export function StreamSizes({ tokens, layers, sizes }: StreamSizesProps) {
  const { t } = useTranslation();
  const largest = Math.max(Number.MIN_VALUE, ...sizes);
  return (
    <LayerTable
      label={t('lens.sizes')}
      tokens={tokens}
      layers={layers}
      sizes={sizes}
      cell={(at) => ({ content: formatNumber(roundedSize(sizes[at])), share: sizes[at] / largest })}
    />
  );
}
