/**
 * @file A slider over the k of top-k.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SliderField } from '../controls/slider-field';
import { choiceIndex, kChoices } from './strategies';

export interface KFieldProps {
  name: string;
  value: number;
  /** Largest k that makes a difference. */
  largest: number;
  onChange: (k: number) => void;
}

/** A slider over k: every number at first, then ever further apart; 0, which cuts nothing, is “off”. */
export function KField({ name, value, largest, onChange }: KFieldProps) {
  const { t } = useTranslation();
  const choices = useMemo(() => [0, ...kChoices(Math.max(1, largest))], [largest]);
  return (
    <SliderField
      name={name}
      value={choiceIndex(choices, value)}
      shown={value === 0 ? t('decodeLimits.offK') : value}
      min={0}
      max={choices.length - 1}
      step={1}
      onChange={(index) => onChange(choices[index] ?? 1)}
    />
  );
}
