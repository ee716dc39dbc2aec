/**
 * @file The piece of line that stands for a curve in legends. SVG, so that it is saved with its
 * picture.
 */
export interface SwatchProps {
  color: string;
  /** Pixels. */
  width?: number;
  dashed?: boolean;
}

export function Swatch({ color, width = 2, dashed = false }: SwatchProps) {
  return (
    <svg className="picture-swatch" width={16} height={6} aria-hidden="true">
      <path
        d="M0 3H16"
        style={{ stroke: color }}
        strokeWidth={width}
        strokeDasharray={dashed ? '4 2' : undefined}
      />
    </svg>
  );
}
