/**
 * @file A time to be waited for, in words.
 */
import { useTranslation } from 'react-i18next';

/** Seconds as “40 s”, “12 min”, “3 h 20 min”. */
export function useDuration(): (seconds: number) => string {
  const { i18n } = useTranslation();
  const unit = (value: number, name: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: 0,
    }).format(value);
  return (seconds) => {
    if (seconds < 90) return unit(Math.max(1, Math.round(seconds)), 'second');
    const minutes = Math.round(seconds / 60);
    if (minutes < 90) return unit(minutes, 'minute');
    const rest = minutes % 60;
    const hours = unit(Math.floor(minutes / 60), 'hour');
    return rest === 0 ? hours : `${hours} ${unit(rest, 'minute')}`;
  };
}
