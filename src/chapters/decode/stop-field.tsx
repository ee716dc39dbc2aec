/**
 * @file The stop sequences that all columns share.
 */
import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { longestStop, mostStops } from '../../state/selectors';

export interface StopFieldProps {
  stops: readonly string[];
  onChange: (stops: string[]) => void;
}

/** A line feed cannot be typed in one line. */
const written = (stop: string) => stop.replaceAll('\n', '\\n');
const read = (text: string) => text.replaceAll('\\n', '\n').slice(0, longestStop);

export function StopField({ stops, onChange }: StopFieldProps) {
  const { t } = useTranslation();
  return (
    <TagsInput
      label={t('decodeLimits.stop.label')}
      description={`${t('decodeLimits.stop.hint', { count: mostStops })} ${t('decodeLimits.stop.escapes')}`}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={stops.map(written)}
      maxTags={mostStops}
      // A comma may be a part of one.
      splitChars={[]}
      onChange={(texts) => onChange([...new Set(texts.map(read))])}
    />
  );
}
