/**
 * @file The text that is open: its facts and its beginning. Text is shown as text, never as HTML.
 */
import { Box, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { formatBytes } from '../../pictures/format';
import { corpusNames } from '../../state/corpora';
import type { TextFacts } from '../../text/reading';
import { Facts } from '../controls/facts';
import { LeftOutFiles } from './left-out';
import { TextColumn } from './text-column';

export function OpenText({ facts }: { facts: TextFacts }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const corpus = [...corpusNames, 'crawl' as const].find((name) => name === facts.name);
  // Not every file says how its text is written.
  const encoding = facts.encoding ?? t('text.facts.generated');
  return (
    <Stack gap="lg">
      <LeftOutFiles files={facts.leftOut ?? []} />
      {facts.columns && <TextColumn columns={facts.columns} />}
      <Facts
        facts={[
          {
            name: t('text.facts.source'),
            value: corpus ? t(`common.corpora.${corpus}`) : facts.name,
          },
          { name: t('text.facts.documents'), value: integer(facts.documents) },
          { name: t('text.facts.characters'), value: integer(facts.characters) },
          { name: t('text.facts.bytes'), value: formatBytes(facts.bytes) },
          ...(encoding === '' ? [] : [{ name: t('text.facts.encoding'), value: encoding }]),
          {
            name: t('text.facts.fingerprint'),
            value: facts.fingerprint,
            help: t('text.facts.fingerprintHelp'),
            mono: true,
          },
        ]}
      />
      <Paper withBorder p="lg">
        <Text fz="sm" fw={600} mb="xs" id="text-preview">
          {t('text.preview')}
        </Text>
        <Box
          role="region"
          aria-labelledby="text-preview"
          tabIndex={0}
          mah={320}
          maw={760}
          fz={15}
          lh={1.7}
          style={{ overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {facts.preview}
        </Box>
      </Paper>
    </Stack>
  );
}
