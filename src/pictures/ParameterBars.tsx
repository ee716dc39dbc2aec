/**
 * @file Where a model's parameters sit, and where the memory of training goes.
 */
import { useTranslation } from 'react-i18next';
import { formatBytes, formatCount } from './format';
import { StackedBar } from './StackedBar';

export interface ParameterPart {
  part: 'embedding' | 'positions' | 'attention' | 'feedForward' | 'norms' | 'head';
  count: number;
}

export function ParameterBars({ parts }: { parts: readonly ParameterPart[] }) {
  const { t } = useTranslation();
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  return (
    <StackedBar
      label={t('pictures.parts.parameters', { total: formatCount(total) })}
      parts={parts.map(({ part, count }) => ({
        id: part,
        label: t(`pictures.parts.${part}`),
        value: count,
      }))}
      format={formatCount}
    />
  );
}

export interface MemoryPart {
  part: 'weights' | 'gradients' | 'optimizer' | 'activations';
  bytes: number;
}

export function MemoryBar({ parts }: { parts: readonly MemoryPart[] }) {
  const { t } = useTranslation();
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <StackedBar
      label={t('pictures.parts.memory', { total: formatBytes(total) })}
      parts={parts.map(({ part, bytes }) => ({
        id: part,
        label: t(`pictures.parts.${part}`),
        value: bytes,
      }))}
      format={formatBytes}
    />
  );
}
