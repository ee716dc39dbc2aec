/** @file The colours from nothing to all, side by side; within an `svg`. */
import { heatColor } from './color';

interface HeatRampProps {
  width: number;
  height: number;
  y?: number;
  levels: number;
}

export function HeatRamp({ width, height, y = 0, levels }: HeatRampProps) {
  return Array.from({ length: levels }, (_, level) => (
    <rect
      key={level}
      x={(level * width) / levels}
      y={y}
      // A little over, so that no line shows between two.
      width={width / levels + 0.5}
      height={height}
      style={{ fill: heatColor(level / (levels - 1)) }}
    />
  ));
}
