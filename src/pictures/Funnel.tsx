/**
 * @file How much is left after each of several steps: a bar for each, its length the share of the
 * start, and what the step took beside it in a paler colour. A mark can stand where somebody else's
 * numbers are.
 */
import { formatProbability } from './format';
import { useWidth } from './use-width';

export interface FunnelRow {
  id: string;
  label: string;
  /** What is left; the first row is the start. */
  value: number;
  /** The value in words. */
  text: string;
  /** Share of the start that was left elsewhere, from 0 to 1. */
  reference?: number;
}

export interface FunnelProps {
  label: string;
  rows: readonly FunnelRow[];
  /** Id of the row that is looked at. */
  chosen?: string | null;
  onChoose?: (id: string) => void;
}

const rowHeight = 28;
const narrow = 560;
/** Of names and of numbers, where there is room for them beside the bars. */
const columns = { names: 208, numbers: 132 };

export function Funnel({ label, rows, chosen = null, onChoose }: FunnelProps) {
  const { ref, width } = useWidth();
  const isNarrow = width < narrow;
  const left = isNarrow ? 0 : columns.names;
  const bars = Math.max(60, width - left - (isNarrow ? 0 : columns.numbers));
  const height = isNarrow ? rowHeight + 18 : rowHeight;
  const start = Math.max(1, rows[0]?.value ?? 1);
  const share = (value: number) => value / start;
  const length = (value: number) => share(value) * bars;
  const spoken = rows.map(
    ({ label: name, text, value }) => `${name}: ${text}, ${formatProbability(share(value))}`,
  );

  return (
    <div className="picture" ref={ref}>
      <svg
        width={width}
        height={rows.length * height}
        role="img"
        aria-label={`${label}. ${spoken.join('; ')}`}
      >
        {rows.map((row, index) => {
          const before = rows[index - 1]?.value ?? row.value;
          const y = index * height;
          const top = y + (isNarrow ? 20 : 5);
          const numbers = `${row.text} · ${formatProbability(share(row.value))}`;
          const isChosen = row.id === chosen;
          return (
            <g
              key={row.id}
              className={onChoose && index > 0 ? 'picture-pressable' : undefined}
              onClick={onChoose && index > 0 ? () => onChoose(row.id) : undefined}
            >
              <title>{`${row.label}: ${numbers}`}</title>
              <rect
                x={0}
                y={y}
                width={width}
                height={height}
                rx={4}
                style={{ fill: isChosen ? 'var(--picture-panel)' : 'transparent' }}
              />
              <text
                x={4}
                y={isNarrow ? y + 14 : y + height / 2}
                dy={isNarrow ? 0 : '0.35em'}
                fontSize={12}
                fontWeight={isChosen ? 600 : 400}
                style={{ fill: 'var(--picture-ink)' }}
              >
                {row.label}
              </text>
              <text
                x={width - 4}
                y={isNarrow ? y + 14 : y + height / 2}
                dy={isNarrow ? 0 : '0.35em'}
                textAnchor="end"
                fontSize={12}
                style={{ fill: 'var(--picture-muted)' }}
              >
                {numbers}
              </text>
              <rect
                x={left}
                y={top}
                width={length(before).toFixed(1)}
                height={18}
                rx={3}
                style={{ fill: 'var(--picture-accent-soft)' }}
              />
              <rect
                x={left}
                y={top}
                width={length(row.value).toFixed(1)}
                height={18}
                rx={3}
                style={{ fill: 'var(--picture-accent)' }}
              />
              {row.reference !== undefined && (
                <path
                  d={`M${(left + row.reference * bars).toFixed(1)} ${top - 3}v24`}
                  style={{ stroke: 'var(--picture-second)' }}
                  strokeWidth={3}
                />
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
