/**
 * @file What a model would say after each layer: in a cell the token that is the most probable there, and how
 * probable.
 */
import { useTranslation } from 'react-i18next';
import { formatProbability } from './format';
import { LayerTable } from './LayerTable';

export interface LensTableProps {
  /** Labels of the text. */
  tokens: readonly string[];
  /** What should be said at each place, as far as something should. */
  expected: readonly string[];
  layers: number;
  /** `[layers + 1, time]`, and so the others. */
  said: readonly string[];
  probabilities: ArrayLike<number>;
  sizes: ArrayLike<number>;
}

export function LensTable(props: LensTableProps) {
  const { tokens, expected, layers, said, probabilities, sizes } = props;
  const { t } = useTranslation();
  return (
    <LayerTable
      label={t('lens.table')}
      tokens={tokens}
      layers={layers}
      sizes={sizes}
      cell={(at, place) => ({
        content: (
          <>
            {said[at]}
            <small>{formatProbability(probabilities[at])}</small>
          </>
        ),
        share: probabilities[at],
        isRight: said[at] === expected[place],
      })}
    />
  );
}
