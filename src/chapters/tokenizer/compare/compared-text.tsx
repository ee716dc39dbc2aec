/**
 * @file One text under every tokenizer: coloured tokens side by side. Pointing at a token marks the
 * same characters everywhere and tells ids, bytes and offsets.
 */
import { Box, Button, Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../language/use-numbers';
import { toCsv } from '../../../pictures/csv';
import { NumberTable } from '../../../pictures/NumberTable';
import { PictureFrame } from '../../../pictures/PictureFrame';
import { TokenStrip, type TokenStripItem } from '../../../pictures/TokenStrip';
import { VisibleLabel } from '../../../pictures/visible-text';
import { useLab } from '../../../state/lab';
import { displaySpans, sampleNames, sampleTexts, sentences } from '../../../state/tokenizer-parts';
import type { ComparedText } from '../../../experiment/comparison';
import type { ComparedToken } from '../../../text/tokenizers/compare/types';
import { useBestRun } from './use-best-run';
import { useComparedName } from './use-compared-name';

/** Longer texts would be slow to lay out several times. */
const limit = 1000;
/** Tokens that are told of for the characters pointed at. */
const told = 3;

type Range = Pick<TokenStripItem, 'start' | 'end'>;

export const firstText = sentences
  .slice(0, 2)
  .map(({ english, chinese }) => `${english}\n${chinese}\n`)
  .join('');

export function ComparedTexts() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const { entries, text, comparedText } = useLab((state) => state.comparison);
  const compareText = useLab((state) => state.compareText);
  const nameOf = useComparedName();
  const bestRun = useBestRun();
  const [pointed, setPointed] = useState<Range>();
  const shown = entries.flatMap(({ id, choice, facts, result }) =>
    facts && result
      ? [{ id, name: nameOf(choice), facts, result, run: bestRun(choice, facts) }]
      : [],
  );
  const examples = [
    { name: t('tokenizerCompare.text.both'), text: firstText },
    ...sampleNames.map((name) => ({
      name: t(`tokenizerCompare.samples.${name}`),
      text: sampleTexts[name],
    })),
  ];

  return (
    <Stack gap="lg">
      <Box maw={720}>
        <Textarea
          label={t('tokenizerCompare.text.label')}
          description={t('tokenizerCompare.text.help', { limit: integer(limit) })}
          value={text}
          maxLength={limit}
          autosize
          minRows={3}
          maxRows={8}
          spellCheck={false}
          onChange={(event) => void compareText(event.currentTarget.value)}
        />
        <Group gap={6} mt="xs" role="group" aria-label={t('tokenizerCompare.text.examples')}>
          {examples.map((example) => (
            <Button
              key={example.name}
              size="compact-sm"
              variant="light"
              onClick={() => void compareText(example.text)}
            >
              {example.name}
            </Button>
          ))}
        </Group>
      </Box>
      {shown.length === 0 && <Text c="dimmed">{t('tokenizerCompare.list.none')}</Text>}
      <SimpleGrid
        cols={{ base: 1, md: shown.length > 1 ? 2 : 1 }}
        spacing={40}
        verticalSpacing={32}
      >
        {shown.map(({ id, name, result }) => (
          <ComparedStrip
            key={id}
            name={name}
            text={comparedText}
            result={result}
            pointed={pointed}
            onPoint={setPointed}
          />
        ))}
      </SimpleGrid>
      {shown.length > 0 && (
        <PictureFrame
          title={t('tokenizerCompare.text.figures')}
          caption={t('tokenizerCompare.text.bitsHint')}
          file="tokenizers"
          csv={() =>
            toCsv(
              [
                ...['tokenizer', 'vocabulary', 'tokens', 'characters', 'bytes', 'words'],
                ...['bits per character', 'run'],
              ],
              shown.map(({ name, facts, result: { counts }, run }) => [
                ...[name, facts.vocabularySize, counts.tokens],
                ...[counts.characters, counts.bytes, counts.words],
                ...[run?.bits ?? '', run?.name ?? ''],
              ]),
            )
          }
        >
          <NumberTable
            label={t('tokenizerCompare.text.figures')}
            columns={[
              t('tokenizerCompare.columns.tokenizer'),
              t('tokenizerCompare.columns.vocabulary'),
              t('tokenizerCompare.columns.tokens'),
              t('tokenizerCompare.columns.charactersPerToken'),
              t('tokenizerCompare.columns.bytesPerToken'),
              t('tokenizerCompare.columns.tokensPerWord'),
              t('tokenizerCompare.columns.bitsPerCharacter'),
            ]}
            rows={shown.map(({ id, name, facts, result: { counts }, run }) => ({
              id,
              name,
              cells: [
                integer(facts.vocabularySize),
                integer(counts.tokens),
                perOne(counts.characters, counts.tokens),
                perOne(counts.bytes, counts.tokens),
                perOne(counts.tokens, counts.words),
                run ? `${run.bits.toFixed(2)} (${run.name})` : '–',
              ],
            }))}
          />
        </PictureFrame>
      )}
    </Stack>
  );
}

export function perOne(value: number, count: number): string {
  return count === 0 ? '–' : (value / count).toFixed(2);
}

interface ComparedStripProps {
  name: string;
  text: string;
  result: ComparedText;
  pointed: Range | undefined;
  onPoint: (range: Range | undefined) => void;
}

function ComparedStrip({ name, text, result, pointed, onPoint }: ComparedStripProps) {
  const { t } = useTranslation();
  const { tokens } = result;
  const items = useMemo(() => displaySpans(tokens, text), [tokens, text]);
  const touches = ({ start, end }: Range) =>
    pointed !== undefined && start < pointed.end && end > pointed.start;
  return (
    <PictureFrame
      title={name}
      caption={<TokensAt tokens={tokens.filter(touches)} />}
      file="tokens"
      csv={() =>
        toCsv(
          ['token', 'id', 'bytes', 'start', 'end'],
          tokens.map(({ label, id, bytes, start, end }) => [label, id, bytes, start, end]),
        )
      }
    >
      <Text fz="sm" c="dimmed" mb={4}>
        {t('tokenizerCompare.text.tokens', { count: tokens.length })}
      </Text>
      <Box mah={300} style={{ overflow: 'auto' }}>
        <TokenStrip
          items={items}
          idsShown={false}
          isMarked={(item) => item.ids.length > 0 && touches(item)}
          onHoverItem={onPoint}
        />
      </Box>
    </PictureFrame>
  );
}

/** The tokens that touch the characters pointed at; always of the same height. */
function TokensAt({ tokens }: { tokens: readonly ComparedToken[] }) {
  const { t } = useTranslation();
  return (
    <Box mih={20 * told} style={{ overflowWrap: 'anywhere' }}>
      {tokens.length === 0 && t('tokenizerCompare.text.point')}
      {tokens.slice(0, told).map(({ id, label, bytes, start, end }, index) => (
        <div key={index}>
          <b>
            <VisibleLabel label={label} />
          </b>{' '}
          {t('tokenizerCompare.text.token', {
            id,
            bytes: bytes || t('tokenizerCompare.text.noBytes'),
            start,
            end,
          })}
          {index === told - 1 && tokens.length > told && (
            <> {t('tokenizerCompare.text.more', { count: tokens.length - told })}</>
          )}
        </div>
      ))}
    </Box>
  );
}
