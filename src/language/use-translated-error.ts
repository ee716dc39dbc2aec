/**
 * @file Errors and refused settings in the reader's language.
 */
import { useTranslation } from 'react-i18next';
import type { ErrorReport } from '../base/errors';

/** Turns a report into the sentence of `errors.<code>`. */
export function useTranslatedError(): (report: ErrorReport) => string {
  const { t } = useTranslation();
  return ({ code, values }) => t(`errors.${code}`, values);
}
