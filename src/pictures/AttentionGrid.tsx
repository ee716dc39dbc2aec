/**
 * @file Every head of a model at a glance: layers from top to bottom, heads from left to right.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { headMatrix, headName, type AttentionShape } from './attention';
import { HeatCanvas } from './HeatCanvas';
import { HeatLegend } from './HeatLegend';
import { useRovingIndex } from './use-roving-index';

export interface HeadPlace {
  layer: number;
  head: number;
}

export interface AttentionGridProps {
  /** `[layers, heads, queries, keys]`: softmax over the last axis. */
  probabilities: Float32Array;
  shape: AttentionShape;
  selected?: HeadPlace;
  onSelect: (place: HeadPlace) => void;
}

export function AttentionGrid({ probabilities, shape, selected, onSelect }: AttentionGridProps) {
  const { t } = useTranslation();
  const { layers, heads, queries, keys, causal } = shape;
  const cells = useMemo(
    () =>
      Array.from({ length: layers * heads }, (_, index) => {
        const layer = Math.floor(index / heads);
        const head = index % heads;
        const matrix = headMatrix(
          probabilities,
          { layers, heads, queries, keys, causal },
          layer,
          head,
        );
        return { layer, head, matrix };
      }),
    [probabilities, layers, heads, queries, keys, causal],
  );
  const start = selected === undefined ? 0 : selected.layer * heads + selected.head;
  const roving = useRovingIndex(cells.length, heads, start);

  return (
    <div className="picture">
      <div className="picture-scroll">
        <div
          className="picture-heads"
          style={{ gridTemplateColumns: `repeat(${heads}, minmax(44px, 104px))` }}
          role="group"
          aria-label={t('pictures.attention.grid', { layers, heads })}
          {...roving.container}
        >
          {cells.map(({ layer, head, matrix }, index) => (
            <button
              key={index}
              type="button"
              className="picture-button picture-head-cell"
              data-index={index}
              tabIndex={roving.tabIndex(index)}
              aria-pressed={selected?.layer === layer && selected.head === head}
              aria-label={t('pictures.attention.head', { layer: layer + 1, head: head + 1 })}
              onClick={() => onSelect({ layer, head })}
            >
              <HeatCanvas matrix={matrix} />
              <span className="picture-head-name" data-export-text="">
                {headName(layer, head)}
              </span>
            </button>
          ))}
        </div>
      </div>
      <HeatLegend />
    </div>
  );
}
