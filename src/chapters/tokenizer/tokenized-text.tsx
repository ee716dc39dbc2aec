/**
 * @file A text as tokens and as ids; pointing at one marks it in the other.
 */
import { Paper, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { TokenStrip } from '../../pictures/TokenStrip';
import { useLab } from '../../state/lab';
import { IdList } from './id-list';

/** Longer texts would be slow to lay out token by token. */
const limit = 1500;

export function TokenizedText() {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const { shown, shownText } = useLab((state) => state.tokenizer);
  const showTokens = useLab((state) => state.showTokens);
  const [hoveredId, setHoveredId] = useState<number>();
  const ids = shown.flatMap((item) => item.ids);
  const count = ids.filter((id) => id === hoveredId).length;

  return (
    <Stack gap="lg">
      <Textarea
        label={t('tokenizer.show.label')}
        description={t('tokenizer.show.help', { limit: integer(limit) })}
        value={shownText}
        maxLength={limit}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        onChange={(event) => void showTokens(event.currentTarget.value)}
      />
      <Text fz="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {t('tokenizer.show.tokens', {
          tokens: integer(ids.length),
          characters: integer(Array.from(shownText).length),
        })}
        {hoveredId !== undefined && ` · ${t('tokenizer.show.hovered', { id: hoveredId, count })}`}
      </Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Paper withBorder p="lg" mah={420} style={{ overflow: 'auto' }}>
          <TokenStrip items={shown} highlightedId={hoveredId} onHoverId={setHoveredId} />
        </Paper>
        <Paper withBorder p="lg" mah={420} style={{ overflow: 'auto' }}>
          <IdList ids={ids} highlightedId={hoveredId} onHoverId={setHoveredId} />
        </Paper>
      </SimpleGrid>
    </Stack>
  );
}
