/**
 * @file A family of texts as lines along their tokens: each starts below the text that it was made of, at
 * the token where it leaves it. A dot is a token that a person chose. A line is a button.
 */
import { useTranslation } from 'react-i18next';
import { layoutBranches, rowHeight, type BranchLine } from './branch-map-layout';
import { seriesColor } from './color';
import { linearScale, niceTicks, roundPlace } from './scales';
import { indexOfTarget, useRovingIndex } from './use-roving-index';
import { useWidth } from './use-width';
import { shorten, textWidth } from './visible-text';

export interface BranchMapLine extends BranchLine {
  /** Label of the token that was chosen by hand, if one was. */
  chosen: string | null;
}

export interface BranchMapProps {
  /** Parents before their children. */
  lines: readonly BranchMapLine[];
  /** Id of the line that stands out. */
  selected: string | null;
  onSelect: (id: string) => void;
}

const fontSize = 12;

export function BranchMap({ lines, selected, onSelect }: BranchMapProps) {
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const roving = useRovingIndex(lines.length);
  const names = Math.min(240, width * 0.34);
  const range = [names + 8, width - 16] as const;
  const { paths, height, longest } = layoutBranches(lines, range);
  const x = linearScale([0, longest], range);
  const select = (target: EventTarget) => {
    const index = indexOfTarget(target);
    if (index !== undefined) onSelect(lines[index].id);
  };
  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={height}
        role="group"
        aria-label={t('pictures.branches.label', { count: lines.length })}
        onFocus={roving.container.onFocus}
        onKeyDown={(event) => {
          roving.container.onKeyDown(event);
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          select(event.target);
        }}
        onClick={(event) => select(event.target)}
      >
        <text x={names} y={12} textAnchor="end" fontSize={11}>
          {t('pictures.branches.axis')}
        </text>
        {niceTicks(0, longest, Math.max(2, width / 120)).map((tick) => (
          <g key={tick} transform={`translate(${roundPlace(x(tick))} 0)`}>
            <path d={`M0 18V${height}`} style={{ stroke: 'var(--picture-line)' }} />
            <text y={12} textAnchor="middle" fontSize={11}>
              {tick}
            </text>
          </g>
        ))}
        {lines.map((line, index) => {
          const { from, to, y, joint } = paths[index];
          const color = line.parent === null ? 'var(--picture-muted)' : seriesColor(index);
          const isSelected = line.id === selected;
          return (
            <g
              key={line.id}
              className="picture-pressable"
              role="button"
              data-index={index}
              tabIndex={roving.tabIndex(index)}
              aria-pressed={isSelected}
              aria-label={
                line.parent === null
                  ? t('pictures.branches.trunk', { name: line.name, tokens: line.tokens })
                  : t('pictures.branches.branch', {
                      name: line.name,
                      parent: lines[line.parent].name,
                      given: line.given,
                      tokens: line.tokens,
                    })
              }
            >
              <rect
                x={0}
                y={y - rowHeight / 2 + 1}
                width={width}
                height={rowHeight - 2}
                rx={6}
                style={{ fill: isSelected ? 'var(--picture-accent-soft)' : 'transparent' }}
              />
              <text x={6} y={y} dy="0.35em" fontSize={fontSize} className="is-ink">
                {fitted(line.name, names - 6)}
              </text>
              <path
                d={`${joint}M${from} ${y}H${to}`}
                fill="none"
                style={{ stroke: color }}
                strokeWidth={isSelected ? 4 : 2.5}
                strokeLinecap="round"
              />
              {line.chosen !== null && (
                <>
                  <circle
                    cx={from}
                    cy={y}
                    r={5}
                    style={{ fill: color, stroke: 'var(--picture-surface)' }}
                    strokeWidth={1.5}
                  />
                  <text x={from + 7} y={y - 5} fontSize={11} className="is-ink">
                    {shorten(line.chosen, 14)}
                  </text>
                </>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** As much of a name as there is room for. */
function fitted(name: string, room: number): string {
  const letters = Array.from(name).length;
  const share = room / Math.max(1, textWidth(name) * fontSize);
  return share >= 1 ? name : shorten(name, Math.max(3, Math.floor(letters * share)));
}
