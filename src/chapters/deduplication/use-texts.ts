/**
 * @file The texts of this page that can be edited: what the reader wrote, else an example in the language of
 * the page.
 */
import { useTranslation } from 'react-i18next';
import { useLab } from '../../state/lab';
import type { DeduplicationText } from '../../state/types';

export interface EditableText {
  text: string;
  isExample: boolean;
}

export function useEditableText(): (name: DeduplicationText) => EditableText {
  const { t } = useTranslation();
  const edited = useLab((state) => state.deduplication.edited);
  return (name) => ({
    text: edited[name] ?? t(`deduplication.examples.${name}`),
    isExample: edited[name] === undefined,
  });
}
