/**
 * @file What a compared tokenizer is called.
 */
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../language/use-numbers';
import { optionsOfKind } from '../../../state/estimates';
import { corpusNames } from '../../../state/corpora';
import type { ComparedChoice } from '../../../state/types';

export function useComparedName(): (choice: ComparedChoice) => string {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  return (choice) => {
    switch (choice.kind) {
      case 'gpt':
        return t(`tokenizerCompare.names.${choice.name}`);
      case 'file':
        return choice.name;
      case 'trained': {
        const { kind, vocabularySize } = choice.config;
        const name = t(`common.tokenizerKinds.${kind}`);
        if (kind === 'bytes') return name;
        const corpus = corpusNames.find((one) => one === choice.text);
        const own = choice.text || t('tokenizerCompare.names.thisText');
        const text = corpus ? t(`common.corpora.${corpus}`) : own;
        return optionsOfKind[kind].vocabularySize
          ? t('tokenizerCompare.names.trainedSized', {
              kind: name,
              size: integer(vocabularySize),
              text,
            })
          : t('tokenizerCompare.names.trained', { kind: name, text });
      }
    }
  };
}
