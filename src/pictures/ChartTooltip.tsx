/**
 * @file What the line chart says about one place on its x axis: of every curve the last value at
 * or before it, from the full data.
 */
import { formatNumber } from './format';
import { Swatch } from './Swatch';
import { pointAt, type Point } from './thin';

export interface ChartTooltipProps {
  x: number;
  xLabel: string;
  series: readonly { id: string; name: string; color: string; points: readonly Point[] }[];
  format: (value: number) => string;
}

export function ChartTooltip({ x, xLabel, series, format }: ChartTooltipProps) {
  return (
    <div className="picture-tooltip">
      <div>
        {xLabel} {formatNumber(x)}
      </div>
      {series.map((one) => {
        const point = pointAt(one.points, x);
        return point === undefined ? null : (
          <div key={one.id} className="picture-tooltip-row">
            <Swatch color={one.color} />
            <span>{one.name}</span>
            <span className="picture-number">{format(point.y)}</span>
          </div>
        );
      })}
    </div>
  );
}
