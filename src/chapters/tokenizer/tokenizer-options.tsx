/**
 * @file The options of the chosen kind of tokenizer; what does not apply to it is not shown.
 */
import { Fieldset, SimpleGrid, Switch, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  mostSpecialTokens,
  normalizations,
  optionsOfKind,
  wordPieceScores,
} from '../../state/estimates';
import { useLab } from '../../state/lab';
import { Choice } from '../controls/choice';
import { useProblem } from '../controls/use-problem';

export function TokenizerOptionsFields({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const config = useLab((state) => state.spec.tokenizer);
  const editTokenizer = useLab((state) => state.editTokenizer);
  const specialTokenProblem = useProblem('tokenizer.specialTokens');
  const applies = optionsOfKind[config.kind];

  return (
    <Fieldset variant="unstyled" disabled={disabled} aria-label={t('tokenizer.options.label')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="lg">
        {applies.preTokenizers.length > 0 && (
          <Choice
            label={t('tokenizer.options.preTokenizer')}
            help={t(`tokenizer.options.preTokenizerHelps.${config.preTokenizer}`)}
            value={config.preTokenizer}
            options={applies.preTokenizers.map((value) => ({
              value,
              label: t(`tokenizer.options.preTokenizers.${value}`),
            }))}
            onChange={(preTokenizer) => editTokenizer({ preTokenizer })}
          />
        )}
        {applies.wordPieceScore && (
          <Choice
            label={t('tokenizer.options.wordPieceScore')}
            help={t(`tokenizer.options.wordPieceScoreHelps.${config.wordPieceScore}`)}
            value={config.wordPieceScore}
            options={wordPieceScores.map((value) => ({
              value,
              label: t(`tokenizer.options.wordPieceScores.${value}`),
            }))}
            onChange={(wordPieceScore) => editTokenizer({ wordPieceScore })}
          />
        )}
        <Choice
          label={t('tokenizer.options.normalization')}
          help={t('tokenizer.options.normalizationHelp')}
          value={config.normalization}
          options={normalizations.map((value) => ({
            value,
            label: t(`tokenizer.options.normalizations.${value}`),
          }))}
          onChange={(normalization) => editTokenizer({ normalization })}
        />
        <Switch
          label={t('tokenizer.options.lowercase')}
          description={t('tokenizer.options.lowercaseHelp')}
          checked={config.lowercase}
          onChange={(event) => editTokenizer({ lowercase: event.currentTarget.checked })}
        />
        {applies.byteFallback && (
          <Switch
            label={t('tokenizer.options.byteFallback')}
            description={t('tokenizer.options.byteFallbackHelp')}
            checked={config.byteFallback}
            onChange={(event) => editTokenizer({ byteFallback: event.currentTarget.checked })}
          />
        )}
        <TagsInput
          label={t('tokenizer.options.specialTokens')}
          description={t('tokenizer.options.specialTokensHelp', { most: mostSpecialTokens })}
          value={config.specialTokens}
          maxTags={mostSpecialTokens}
          splitChars={[]}
          clearable
          error={specialTokenProblem}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          onChange={(specialTokens) =>
            editTokenizer({ specialTokens: specialTokens.map((token) => token.slice(0, 64)) })
          }
        />
      </SimpleGrid>
    </Fieldset>
  );
}
