/**
 * @file The words of stages, their settings and their reasons. Which there are is known only when the
 * program runs, so the keys cannot be checked when it is compiled; a test holds that none is missing.
 */
import { useTranslation } from 'react-i18next';
import { fillTemplate } from '../../base/errors';
import { formatNumber } from '../../pictures/format';
import type { Reason } from '../../text/cleaning/types';

export function useStageWords() {
  const { i18n } = useTranslation();
  const find = (key: string, fallback: string): string => {
    const found: unknown = i18n.getResource(i18n.language, 'translation', `cleaningStages.${key}`);
    return typeof found === 'string' ? found : fallback;
  };
  return {
    name: (stage: string) => find(`stages.${stage}.name`, stage),
    line: (stage: string) => find(`stages.${stage}.line`, ''),
    setting: (stage: string, name: string) => find(`stages.${stage}.settings.${name}`, name),
    option: (value: string) => find(`options.${value}`, value),
    defect: (defect: string) => find(`defects.${defect}`, defect),
    /** A reason with its numbers; without values the sentence is cut to its sense. */
    reason: (stage: string, { code, values }: Reason) => {
      const shown = Object.entries(values).map(([name, value]): [string, string] => [
        name,
        typeof value === 'number' ? formatNumber(value) : value,
      ]);
      return fillTemplate(find(`stages.${stage}.reasons.${code}`, code), Object.fromEntries(shown));
    },
    /** A reason without its numbers, for lists. */
    reasonKind: (stage: string, code: string) =>
      find(`stages.${stage}.reasons.${code}`, code).replaceAll(/\{\{\w+\}\}/g, '…'),
  };
}
