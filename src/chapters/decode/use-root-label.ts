/**
 * @file What stands at the root of a tree of texts: the last token of the prompt.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tokenizer } from '../../text/types';

export function useRootLabel(prompt: string, tokenizer: Tokenizer): string {
  const { t } = useTranslation();
  const last = useMemo(() => tokenizer.encode(prompt).at(-1), [tokenizer, prompt]);
  return last === undefined ? t('decodeTree.start') : tokenizer.label(last);
}
