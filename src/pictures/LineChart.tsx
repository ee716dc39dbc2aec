/**
 * @file The one line chart of the lab: any number of curves over a shared x axis, with dashed
 * rules, a legend with the last values and a tooltip. Long curves are thinned for drawing; the
 * tooltip reads the full data.
 */
import { useMemo, useState } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart as RechartsLineChart,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useTranslation } from 'react-i18next';
import { ChartTooltip } from './ChartTooltip';
import { chartRows, chartTicks, finitePoints } from './chart-data';
import { formatNumber } from './format';
import { Swatch } from './Swatch';
import type { Point } from './thin';
import { useWidth } from './use-width';

export interface ChartSeries {
  /** Stable and different for every series. */
  id: string;
  name: string;
  /** CSS colour. */
  color: string;
  /** Sorted by x; points that are not finite are left out. */
  points: readonly Point[];
  /** Stroke opacity, for curves that stand back. */
  opacity?: number;
  /** `strong`: thick. `faint`: thin and pale, without legend. `dashed`: thick dashes. */
  look?: 'plain' | 'strong' | 'faint' | 'dashed';
}

export interface ChartRule {
  value: number;
  label: string;
  axis: 'x' | 'y';
}

export interface LineChartProps {
  /** What the chart shows, for screen readers. */
  label: string;
  xLabel: string;
  series: readonly ChartSeries[];
  rules?: readonly ChartRule[];
  /** Pixels. */
  height?: number;
  formatY?: (value: number) => string;
  /** Hidden where the title already says everything. */
  legend?: boolean;
}

const margin = { top: 12, right: 20, bottom: 10, left: 0 };

export function LineChart(props: LineChartProps) {
  const { label, xLabel, series, rules = noRules, height = 280, formatY = formatNumber } = props;
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const shown = useMemo(
    () => series.map((one) => ({ ...one, points: finitePoints(one.points) })),
    [series],
  );
  // Two pixels for each point: more would only take longer to draw.
  const rows = useMemo(() => chartRows(shown, Math.max(60, width / 2)), [shown, width]);
  const ticks = useSame(useMemo(() => chartTicks(shown, rules, width), [shown, rules, width]));
  const named = shown.filter((one) => one.look !== 'faint');
  const empty = shown.every((one) => one.points.length === 0);
  const lines = useSame(shown.map(({ points: _points, ...look }) => look));

  // Recharts computes everything again that hangs on a part whose props are new, so what stays the
  // same while a curve grows is made once.
  const axes = useMemo(
    () => [
      <CartesianGrid key="grid" vertical={false} stroke="var(--picture-line)" />,
      <XAxis
        key="x"
        dataKey="x"
        type="number"
        domain={ticks.xDomain}
        ticks={ticks.x}
        tickFormatter={formatNumber}
        // Otherwise every label is measured in the page, at every drawing.
        interval={0}
        stroke="var(--picture-line)"
        tick={axisText}
        tickLine={false}
        label={{ value: xLabel, position: 'insideBottomRight', offset: -6, ...axisText }}
      />,
      <YAxis
        key="y"
        type="number"
        domain={ticks.yDomain}
        ticks={ticks.y}
        tickFormatter={formatNumber}
        width={axisWidth(ticks.y)}
        interval={0}
        axisLine={false}
        tick={axisText}
        tickLine={false}
      />,
    ],
    [ticks, xLabel],
  );
  const marks = useMemo(
    () => [
      ...rules.map((rule) => (
        <ReferenceLine
          key={rule.label}
          {...{ [rule.axis]: rule.value }}
          stroke="var(--picture-muted)"
          strokeDasharray="4 4"
          label={{
            value: rule.label,
            position: rule.axis === 'y' ? 'insideBottomRight' : 'insideTopLeft',
            ...axisText,
          }}
        />
      )),
      ...lines.map((one, index) => (
        <Line
          key={one.id}
          dataKey={`s${index}`}
          name={one.name}
          stroke={one.color}
          strokeWidth={strokeWidth(one)}
          strokeDasharray={one.look === 'dashed' ? '5 5' : undefined}
          strokeOpacity={one.look === 'faint' ? 0.25 : (one.opacity ?? 1)}
          dot={false}
          activeDot={one.look === 'faint' ? false : activeDot}
          connectNulls
          isAnimationActive={false}
          type="linear"
        />
      )),
    ],
    [rules, lines],
  );

  return (
    <div className="picture" ref={ref}>
      {props.legend !== false && (
        <ul className="picture-legend" aria-label={t('pictures.chart.last')}>
          {named.map((one) => (
            <li key={one.id}>
              <Swatch color={one.color} width={strokeWidth(one)} dashed={one.look === 'dashed'} />
              <span data-export-text="">
                {one.name} <LastValue points={one.points} format={formatY} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {empty ? (
        <p className="picture-readout">{t('pictures.chart.empty')}</p>
      ) : (
        <RechartsLineChart
          width={width}
          height={height}
          data={rows}
          margin={margin}
          role="img"
          aria-label={label}
        >
          {axes}
          <Tooltip
            isAnimationActive={false}
            cursor={tooltipCursor}
            content={({ active, label: x }) =>
              active && x !== undefined ? (
                <ChartTooltip x={Number(x)} xLabel={xLabel} series={named} format={formatY} />
              ) : null
            }
          />
          {marks}
        </RechartsLineChart>
      )}
    </div>
  );
}

const noRules: readonly ChartRule[] = [];
const activeDot = { r: 3, strokeWidth: 0 };
const tooltipCursor = { stroke: 'var(--picture-faint)' };

/** The value from before, as long as the new one says the same. */
function useSame<Value>(value: Value): Value {
  const [kept, setKept] = useState(value);
  if (JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(() => value);
  return value;
}

/** Room for the longest label: digits are some seven pixels wide. */
function axisWidth(ticks: readonly number[]): number {
  return 14 + 7 * Math.max(2, ...ticks.map((tick) => formatNumber(tick).length));
}

const axisText = { fontSize: 11, fill: 'var(--picture-muted)' };

function strokeWidth({ look }: Pick<ChartSeries, 'look'>): number {
  return look === 'strong' || look === 'dashed' ? 2.25 : 1.25;
}

function LastValue(props: { points: readonly Point[]; format: (value: number) => string }) {
  const last = props.points.at(-1);
  return <span className="picture-number">{last === undefined ? '–' : props.format(last.y)}</span>;
}
