/**
 * @file Every way to cut a word into pieces: each piece is a box over the characters that it covers,
 * shaded by its share of all segmentations; the most likely segmentation is the first row.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { heatColor, heatPosition } from './color';
import { formatNumber, formatProbability } from './format';
import { layoutLattice, type LatticePiece } from './lattice-layout';
import { shorten } from './visible-text';

export interface LatticeViewProps {
  /** The word as the model reads it, with `▁` for a space. */
  word: string;
  pieces: readonly LatticePiece[];
}

const cell = 52;
const rowHeight = 40;
const headHeight = 26;
const gap = 3;

export function LatticeView({ word, pieces }: LatticeViewProps) {
  const { t } = useTranslation();
  const placed = useMemo(() => layoutLattice(pieces), [pieces]);
  const rows = placed.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const best = pieces.filter((piece) => piece.best);
  const label = t('pictures.lattice.label', {
    word,
    best: best.map(({ piece }) => piece).join(' | '),
  });
  const shares = placed.map(({ piece: { piece, posterior } }) =>
    t('pictures.lattice.piece', { piece, share: formatProbability(posterior) }),
  );
  return (
    <div className="picture picture-scroll" tabIndex={0}>
      <svg
        width={word.length * cell + 2}
        height={headHeight + rows * rowHeight + 2}
        role="img"
        aria-label={`${label} ${shares.join('; ')}`}
      >
        <g className="picture-lattice" transform="translate(1 0)">
          {Array.from(word, (character) => character).map((character, index, all) => {
            const start = all.slice(0, index).join('').length;
            return (
              <text
                key={index}
                x={(start + character.length / 2) * cell}
                y={headHeight / 2}
                dy="0.35em"
                textAnchor="middle"
                fontSize={13}
                style={{ fill: 'var(--picture-ink)' }}
              >
                {character}
              </text>
            );
          })}
          {placed.map(({ piece: { piece, start, end, score, posterior, best: isBest }, row }) => {
            const shade = heatPosition(posterior) * 0.9;
            const width = (end - start) * cell - 2 * gap;
            const y = headHeight + row * rowHeight + gap;
            return (
              <g key={`${start}-${end}`}>
                <title>
                  {t('pictures.lattice.detail', {
                    piece,
                    score: formatNumber(score),
                    share: formatProbability(posterior),
                  })}
                </title>
                <rect
                  x={start * cell + gap}
                  y={y}
                  width={width}
                  height={rowHeight - 2 * gap}
                  rx={5}
                  style={{
                    fill: heatColor(shade),
                    stroke: isBest ? 'var(--picture-second)' : 'var(--picture-line)',
                  }}
                  strokeWidth={isBest ? 2 : 1}
                />
                <text
                  x={((start + end) / 2) * cell}
                  y={y + 12}
                  dy="0.35em"
                  textAnchor="middle"
                  fontSize={12}
                  className={shade > 0.5 ? 'is-dark' : 'is-light'}
                >
                  {shorten(piece, Math.max(3, Math.floor(width / 8)))}
                </text>
                <text
                  x={((start + end) / 2) * cell}
                  y={y + 26}
                  dy="0.35em"
                  textAnchor="middle"
                  fontSize={9.5}
                  className={shade > 0.5 ? 'is-dark' : 'is-light'}
                >
                  {formatProbability(posterior)}
                </text>
              </g>
            );
          })}
        </g>
      </svg>
    </div>
  );
}
