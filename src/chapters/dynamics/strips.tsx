/**
 * @file Numbers of the parts or places of a model over the steps of training, in a frame that saves them.
 */
import type { DynamicsEvent } from '../../experiment/events';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { HeatStrips, type HeatStripsProps } from '../../pictures/HeatStrips';
import { PictureFrame } from '../../pictures/PictureFrame';
import { drawnOf, dynamicsCsv, type Row } from './rows';
import { usePlaceName } from './use-place-name';

export interface StripsProps extends Pick<HeatStripsProps, 'scale' | 'range' | 'format'> {
  events: readonly DynamicsEvent[];
  rowsOf: (events: readonly DynamicsEvent[]) => Row[];
  title: string;
  caption: string;
  file: string;
}

/** @param rowsOf must stay the same function while it means the same */
export function Strips({ events, rowsOf, title, caption, file, ...look }: StripsProps) {
  const { t } = useTranslation();
  const nameOf = usePlaceName();
  const drawn = useMemo(() => drawnOf(events), [events]);
  const rows = useMemo(
    () => rowsOf(drawn).map((row) => ({ ...row, name: nameOf(row.id) })),
    [drawn, rowsOf, nameOf],
  );
  const steps = useMemo(() => drawn.map(({ step }) => step), [drawn]);
  if (rows.length === 0) return null;
  return (
    <PictureFrame title={title} caption={caption} file={file} drawn csv={() => dynamicsCsv(events)}>
      <HeatStrips
        {...look}
        label={title}
        rows={rows}
        steps={steps}
        stepName={t('dynamics.step')}
        hint={t('dynamics.stripsHint')}
      />
    </PictureFrame>
  );
}
