/**
 * @file Curves over positions or distances, in a frame that saves what they show.
 */
import { toCsv } from '../../pictures/csv';
import { LineChart, type LineChartProps } from '../../pictures/LineChart';
import { PictureFrame } from '../../pictures/PictureFrame';

export interface CurveFigureProps extends Omit<LineChartProps, 'label'> {
  title: string;
  caption: string;
  file: string;
  /** What x is, in the file. */
  column: string;
  /** The numbers to be saved, by the id of their curve, where they are not those that are drawn. */
  exact?: Readonly<Record<string, readonly number[]>>;
}

export function CurveFigure(props: CurveFigureProps) {
  const { title, caption, file, column, exact, ...chart } = props;
  const csv = () => {
    const { series } = chart;
    return toCsv(
      [column, ...series.map(({ id }) => id)],
      series[0].points.map(({ x }, at) => [
        x,
        ...series.map(({ id, points }) => exact?.[id][at] ?? points[at].y),
      ]),
    );
  };
  return (
    <PictureFrame title={title} caption={caption} file={file} drawn csv={csv}>
      <LineChart label={title} {...chart} />
    </PictureFrame>
  );
}
