/**
 * @file How a branch goes on: by how many tokens, with which strategy and seed.
 */
import { Box, Button, Group, Select, Text } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StrategyConfig } from '../../../decoding/types';
import type { Branch } from '../../../experiment/branch';
import type { LabelledUpdate } from '../../../experiment/decoding-stream';
import { useLab } from '../../../state/lab';
import { continuesItself, longestText } from '../../../state/selectors';
import { NumberField } from '../../controls/number-field';
import { strategySigns } from '../strategies';

export interface ContinueFormProps {
  branch: Branch;
  result: LabelledUpdate;
  isBusy: boolean;
}

const own = 'own';

export function ContinueForm({ branch, result, isBusy }: ContinueFormProps) {
  const { t } = useTranslation();
  const columns = useLab((state) => state.spec.decoding.columns);
  const continueBranch = useLab((state) => state.continueBranch);
  const [tokens, setTokens] = useState(16);
  const [who, setWho] = useState(own);
  const [seed, setSeed] = useState(branch.seed);
  const room = longestText - result.tokens.length;

  const hasEnded = result.status === 'end-of-text' || result.status === 'stop';
  if (hasEnded || room === 0) {
    return (
      <Text fz="xs" c="dimmed">
        {t(hasEnded ? 'branches.ended' : 'branches.longest')}
      </Text>
    );
  }
  const described = (config: StrategyConfig) =>
    [t(`decode.strategies.${config.kind}`), strategySigns(config)].filter(Boolean).join(', ');
  const column = who === own ? undefined : columns[Number(who)];
  // A branch stays with its model: token ids mean nothing to another.
  const strategy = column ? { ...column, model: branch.strategy.model } : branch.strategy;
  const ids = result.tokens.map(({ id }) => id);
  const isNew = !continuesItself(branch, ids, { strategy, seed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) {
      void continueBranch(branch.id, { tokens: Math.min(tokens, room), strategy, seed });
    }
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <Box w={110}>
          <NumberField
            path="decoding.maxTokens"
            label={t('branches.more')}
            bounds={{ min: 1, max: room }}
            value={tokens}
            whole
            onChange={setTokens}
          />
        </Box>
        <Select
          flex="1 1 180px"
          label={t('branches.strategy')}
          data={[
            { value: own, label: t('branches.own', { strategy: described(branch.strategy) }) },
            ...columns.map((config, index) => ({
              value: String(index),
              label: t('branches.column', { number: index + 1, strategy: described(config) }),
            })),
          ]}
          value={column ? who : own}
          allowDeselect={false}
          onChange={(value) => setWho(value ?? own)}
        />
        <Box w={110}>
          <NumberField
            path="decoding.seed"
            label={t('branches.seed')}
            value={seed}
            whole
            onChange={setSeed}
          />
        </Box>
        <Button
          type="submit"
          variant="light"
          disabled={isBusy}
          leftSection={<IconPlayerTrackNext size={16} aria-hidden="true" />}
        >
          {t(isNew ? 'branches.continueAsNew' : 'branches.continue')}
        </Button>
      </Group>
    </form>
  );
}
