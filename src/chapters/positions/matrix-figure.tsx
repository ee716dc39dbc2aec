/**
 * @file A matrix with a row for each position or distance, in a frame that saves it.
 */
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../pictures/csv';
import { MatrixHeat } from '../../pictures/MatrixHeat';
import { PictureFrame } from '../../pictures/PictureFrame';

export interface MatrixFigureProps {
  title: string;
  caption: string;
  file: string;
  /** `[rows, columns]` */
  values: Float32Array;
  of?: 'position' | 'distance';
  columns: number;
  columnName: string;
  /** Values of the first and the last colour. */
  range?: readonly [number, number];
}

export function MatrixFigure(props: MatrixFigureProps) {
  const { title, caption, file, values, of = 'position', columns, columnName, range } = props;
  const { t } = useTranslation();
  return (
    <PictureFrame
      title={title}
      caption={caption}
      file={file}
      drawn
      csv={() => matrixCsv(of, values, columns)}
    >
      <MatrixHeat
        values={values}
        rows={values.length / columns}
        columns={columns}
        label={title}
        rowName={t(`positions.${of}`)}
        columnName={columnName}
        range={range}
      />
    </PictureFrame>
  );
}

function matrixCsv(rowName: string, values: Float32Array, columns: number): string {
  const header = [rowName, ...Array.from({ length: columns }, (_, column) => String(column))];
  const rows = Array.from({ length: values.length / columns }, (_, row) => [
    row,
    ...values.subarray(row * columns, (row + 1) * columns),
  ]);
  return toCsv(header, rows);
}
