/**
 * @file Two MinHash signatures as two rows of cells, cut into bands: cells are lit where both have the same
 * number, and a band is framed where all its cells are.
 */
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { layoutSignatures, signatureCell } from './signature-layout';
import type { HoverLock } from './use-hover-lock';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { useWidth } from './use-width';

export interface SignaturePairProps {
  /** `[bands · rows]` */
  first: Uint32Array;
  second: Uint32Array;
  bands: number;
  rows: number;
  /** Bands in which all rows are equal, and count. */
  collisions: readonly number[];
  /** The band that is looked at. */
  lock: HoverLock<number>;
}

const margin = 4;

export function SignaturePair(props: SignaturePairProps) {
  const { first, second, bands, rows, collisions, lock } = props;
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const layout = useMemo(
    () => layoutSignatures(bands, rows, width - 2 * margin),
    [bands, rows, width],
  );
  const roving = useRovingIndex(bands, 1);
  const colliding = new Set(collisions);
  const equalRows = (band: number) => {
    let equal = 0;
    for (let at = band * rows; at < (band + 1) * rows; at++) if (first[at] === second[at]) equal++;
    return equal;
  };
  const shown = lock.active !== undefined && lock.active < bands ? lock.active : undefined;

  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={layout.height + 2 * margin}
        role="group"
        aria-label={t('pictures.deduplication.signatures', {
          bands,
          rows,
          count: collisions.length,
        })}
        onKeyDown={roving.container.onKeyDown}
        onFocus={(event) => {
          roving.container.onFocus(event);
          const band = indexOfTarget(event.target);
          if (band !== undefined) lock.hover(band);
        }}
        onBlur={lock.leave}
        onPointerLeave={lock.leave}
      >
        {layout.bands.map(({ x, y }, band) => (
          <g
            key={band}
            className="picture-pressable"
            transform={`translate(${x + margin} ${y + margin})`}
            role="button"
            data-index={band}
            tabIndex={roving.tabIndex(band)}
            aria-pressed={lock.locked === band}
            aria-label={t('pictures.deduplication.band', {
              band: band + 1,
              equal: equalRows(band),
              rows,
            })}
            onPointerEnter={() => lock.hover(band)}
            onClick={() => lock.toggle(band)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              lock.toggle(band);
            }}
          >
            <rect
              x={-3}
              y={-3}
              width={layout.bandWidth + 5}
              height={layout.bandHeight + 5}
              rx={3}
              style={{
                fill: shown === band ? 'var(--picture-accent-soft)' : 'transparent',
                stroke: colliding.has(band) ? 'var(--picture-second)' : 'transparent',
              }}
              strokeWidth={1.5}
            />
            <Cells
              first={first}
              second={second}
              start={band * rows}
              rows={rows}
              lower={layout.bandHeight - signatureCell}
            />
          </g>
        ))}
      </svg>
      <div className="picture-readout" aria-live="polite">
        {shown === undefined ? (
          t('pictures.deduplication.signatureHint')
        ) : (
          <BandReadout
            band={shown}
            first={first.subarray(shown * rows, (shown + 1) * rows)}
            second={second.subarray(shown * rows, (shown + 1) * rows)}
          />
        )}
      </div>
    </div>
  );
}

interface CellsProps {
  first: Uint32Array;
  second: Uint32Array;
  /** Place of the band in the signatures. */
  start: number;
  rows: number;
  /** Pixels down to the cells of the second signature. */
  lower: number;
}

/** There may be thousands, so pointing at a band does not draw them anew. */
const Cells = memo(function Cells({ first, second, start, rows, lower }: CellsProps) {
  return Array.from({ length: rows }, (_, row) => {
    const isEqual = first[start + row] === second[start + row];
    return [0, lower].map((top) => (
      <rect
        key={`${row} ${top}`}
        x={row * signatureCell}
        y={top}
        width={signatureCell - 1}
        height={signatureCell - 1}
        rx={1.5}
        style={{ fill: isEqual ? 'var(--picture-accent)' : 'var(--picture-faint)' }}
        fillOpacity={isEqual ? 1 : 0.35}
      />
    ));
  });
});

function BandReadout(props: { band: number; first: Uint32Array; second: Uint32Array }) {
  const { band, first, second } = props;
  const { t } = useTranslation();
  return (
    <>
      {t('pictures.deduplication.bandReadout', { band: band + 1 })}{' '}
      {Array.from(first, (value, row) => (
        <span
          key={row}
          className={value === second[row] ? 'picture-hash is-equal' : 'picture-hash'}
        >
          {value === second[row] ? value : `${value} ≠ ${second[row]}`}
        </span>
      ))}
    </>
  );
}
