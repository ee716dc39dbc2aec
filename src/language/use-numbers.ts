/**
 * @file Numbers in running text, with the separators of the reader's language.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** `integer(4000)` → `4,000`; `short(2.3456)` → `2.346`. */
export function useNumbers() {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => {
    const integers = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    const shorts = new Intl.NumberFormat(language, { maximumSignificantDigits: 4 });
    return {
      integer: (value: number) => integers.format(value),
      short: (value: number) => shorts.format(value),
    };
  }, [language]);
}
