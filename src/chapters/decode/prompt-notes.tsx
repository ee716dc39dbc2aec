/**
 * @file What the model does not see of the prompt: tokens that its context has no room for, characters
 * that its vocabulary lacks; what it starts from where the prompt is empty; and whether it reads the
 * prompt from both sides.
 */
import { Paper, Stack, Text } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shorten } from '../../pictures/visible-text';
import { useLab } from '../../state/lab';
import { promptFacts, readsPromptWhole } from '../../state/selectors';
import { useModelTokenizer } from './use-tokenizer';

/** Characters that are listed. */
const listed = 20;
const list = (characters: readonly string[]) =>
  characters
    .slice(0, listed)
    .map((one) => `“${shorten(one, 24)}”`)
    .join(' ') + (characters.length > listed ? ' …' : '');

export function PromptNotes() {
  const { t } = useTranslation();
  const prompt = useDeferredValue(useLab((state) => state.spec.decoding.prompt));
  const info = useLab((state) => state.model.info);
  const context = info?.config.contextLength;
  const tokenizer = useModelTokenizer();
  const facts = useMemo(
    () => (tokenizer && context !== undefined ? promptFacts(tokenizer, context, prompt) : null),
    [tokenizer, context, prompt],
  );
  if (!info || !tokenizer || !facts || context === undefined) return null;
  const notes = [
    readsPromptWhole(info) && t('decodeStrategies.promptWhole'),
    facts.tokens === 0 &&
      t('decodeLimits.prompt.empty', { token: tokenizer.label(tokenizer.endOfText) }),
    facts.unseen > 0 &&
      t('decodeLimits.prompt.unseen', { count: facts.unseen, room: context, tokens: facts.tokens }),
    facts.lost.length > 0 &&
      t('decodeLimits.prompt.lost', { characters: list(facts.lost), token: facts.unknown }),
    facts.spelled.length > 0 &&
      t('decodeLimits.prompt.spelled', { characters: list(facts.spelled) }),
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <Stack gap={6} role="status">
      {notes.map((note) => (
        <Text key={note} fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {note}
        </Text>
      ))}
      {facts.unseen > 0 && (
        <Paper
          withBorder
          p="xs"
          mah={140}
          tabIndex={0}
          aria-label={t('decodeLimits.prompt.title')}
          style={{ overflowY: 'auto' }}
        >
          <Text fz="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <Text span inherit c="dimmed" td="line-through">
              {prompt.slice(0, facts.unseenEnd)}
            </Text>
            {prompt.slice(facts.unseenEnd)}
          </Text>
        </Paper>
      )}
    </Stack>
  );
}
