/**
 * @file The tensor of one box, as colours, as a histogram, and one number of it followed to where it
 * comes from.
 */
import { Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxLook } from '../../experiment/model-info';
import { CellSum } from '../../pictures/CellSum';
import { toCsv } from '../../pictures/csv';
import { MatrixHeat, type MatrixCell } from '../../pictures/MatrixHeat';
import { PictureFrame } from '../../pictures/PictureFrame';
import { ValueHistogram } from '../../pictures/ValueHistogram';
import { followCell } from '../../state/diagram';
import { SliderField } from '../controls/slider-field';

export interface BoxTensorProps {
  look: BoxLook;
  /** Of the box that was asked for. */
  name: string;
}

export function BoxTensor({ look, name }: BoxTensorProps) {
  const { t } = useTranslation();
  const { box, value } = look;
  const [headChosen, setHead] = useState(0);
  const [cell, setCell] = useState<MatrixCell>({ row: 0, column: 0 });
  // Of a vector, one row.
  const [heads, rows, columns] = [...Array<number>(3).fill(1), ...value.shape].slice(-3);
  const head = Math.min(headChosen, heads - 1);
  const plane = useMemo(
    () => value.data.subarray(head * rows * columns, (head + 1) * rows * columns),
    [value, head, rows, columns],
  );
  // The text may have become shorter.
  const chosen = cell.row < rows && cell.column < columns ? cell : null;
  const isOfTokens = value.shape.length > 1 && rows === look.labels.length;
  const rowName = isOfTokens ? t('diagram.values.token') : t('diagram.values.row');
  const isOfKeys = ['scores', 'mask', 'softmax'].includes(box.kind);
  const columnName = isOfKeys ? t('diagram.values.key') : t('diagram.values.number');
  const title = t('diagram.values.title', { name });
  return (
    <Stack gap={32}>
      <PictureFrame
        title={title}
        caption={t('diagram.values.caption')}
        file={box.name}
        drawn
        csv={() => matrixCsv(plane, columns)}
      >
        {heads > 1 && (
          <SliderField
            name={t('diagram.values.head')}
            value={head + 1}
            min={1}
            max={heads}
            step={1}
            onChange={(next) => setHead(next - 1)}
          />
        )}
        <MatrixHeat
          values={plane}
          rows={rows}
          columns={columns}
          label={title}
          rowName={rowName}
          columnName={columnName}
          chosen={chosen}
          onChoose={setCell}
        />
      </PictureFrame>
      <PictureFrame title={t('diagram.values.distribution')}>
        <ValueHistogram values={value.data} />
      </PictureFrame>
      <PictureFrame title={t('diagram.cell.title')}>
        {chosen ? (
          <Cell look={look} cell={chosen} head={head} size={[rows, columns]} />
        ) : (
          <Text fz="sm" c="dimmed">
            {t('diagram.cell.choose')}
          </Text>
        )}
      </PictureFrame>
    </Stack>
  );
}

interface CellProps {
  look: BoxLook;
  cell: MatrixCell;
  head: number;
  size: readonly [rows: number, columns: number];
}

function Cell({ look, cell: { row, column }, head, size: [rows, columns] }: CellProps) {
  const { t } = useTranslation();
  const { box, value } = look;
  const index = (head * rows + row) * columns + column;
  const story = followCell(look.config, look, index);
  const isCross = box.name.includes('.crossAttention.') || box.name.startsWith('encoder.');
  const keys = isCross ? look.sourceLabels : look.labels;
  const isOfKeys = ['softmax', 'mix'].includes(box.kind);
  const labelOf = (term: number) => {
    if (isOfKeys) return t('diagram.values.tokenNumber', { number: term, label: keys[term] ?? '' });
    if (box.kind === 'sum') return t('diagram.cell.input', { number: term + 1 });
    return String(term);
  };
  return (
    <Stack gap="xs">
      <Text fz="sm">{t('diagram.cell.place', { row, column })}</Text>
      {story ? (
        <CellSum story={story} recorded={value.data[index]} labels={labelOf} />
      ) : (
        <Text fz="sm" c="dimmed">
          {t('diagram.cell.copied')}
        </Text>
      )}
    </Stack>
  );
}

function matrixCsv(values: Float32Array, columns: number): string {
  const header = ['row', ...Array.from({ length: columns }, (_, column) => String(column))];
  const rows = Array.from({ length: values.length / columns }, (_, row) => [
    row,
    ...values.subarray(row * columns, (row + 1) * columns),
  ]);
  return toCsv(header, rows);
}
