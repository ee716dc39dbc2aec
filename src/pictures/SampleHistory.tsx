/**
 * @file What the model wrote at each sampling step, with a scrubber. While the scrubber stands at
 * its end, it follows new samples.
 */
import { Slider } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface SampleHistoryProps {
  /** Sorted by step. */
  samples: readonly { step: number; text: string }[];
}

export function SampleHistory({ samples }: SampleHistoryProps) {
  const { t } = useTranslation();
  /** `undefined`: the newest. */
  const [chosen, setChosen] = useState<number>();
  const last = samples.length - 1;
  const index = Math.min(chosen ?? last, last);
  const sample = samples[index];
  if (sample === undefined) {
    return <p className="picture picture-readout">{t('pictures.samples.empty')}</p>;
  }
  const stepName = (at: number) => t('pictures.samples.step', { step: samples[at]?.step ?? 0 });
  return (
    <section className="picture" aria-label={t('pictures.samples.history')}>
      <div className="picture-scrubber">
        <span className="picture-number">{stepName(index)}</span>
        <Slider
          size="sm"
          min={0}
          max={Math.max(1, last)}
          disabled={last === 0}
          value={index}
          onChange={(value) => setChosen(value >= last ? undefined : value)}
          label={stepName}
          thumbLabel={t('pictures.samples.history')}
          thumbProps={{ 'aria-valuetext': stepName(index) }}
        />
      </div>
      <p className="picture-sample">{sample.text}</p>
    </section>
  );
}
