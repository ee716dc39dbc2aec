/**
 * @file What training the tokenizer gave, and the files that others can use.
 */
import { Button, Group, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TokenizerFacts } from '../../experiment/prepare';
import { useNumbers } from '../../language/use-numbers';
import { formatNumber } from '../../pictures/format';
import { Facts } from '../controls/facts';

export function TokenizerFactsView({ facts }: { facts: TokenizerFacts }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const vocab = facts.sentencePieceVocab;
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          { name: t('tokenizer.facts.vocabulary'), value: integer(facts.vocabularySize) },
          { name: t('tokenizer.facts.tokens'), value: integer(facts.tokens) },
          {
            name: t('tokenizer.facts.charactersPerToken'),
            value: facts.charactersPerToken.toFixed(2),
          },
          {
            name: t('tokenizer.facts.uniform'),
            value: formatNumber(Math.log(facts.vocabularySize)),
            help: t('tokenizer.facts.uniformHelp'),
          },
        ]}
      />
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={() => save(facts.tokenizerJson, 'application/json', 'tokenizer.json')}
        >
          {t('tokenizer.facts.save')}
        </Button>
        {vocab !== null && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            onClick={() => save(vocab, 'text/plain', 'tokenizer.vocab')}
          >
            {t('tokenizer.facts.saveVocab')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function save(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
