/**
 * @file Four decoding strategies on one prompt, side by side, as they write.
 */
import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatProbability } from '../../pictures/format';
import { ProbabilityLegend, ProbabilityText } from '../../pictures/ProbabilityText';
import { useLab } from '../../state/lab';
import { ErrorAlert } from '../controls/error-alert';
import { homeDecoding, strategies } from './use-shipped-model';

export function Decoders({ prompt: initialPrompt }: { prompt: string }) {
  const { t } = useTranslation();
  const [prompt, setPrompt] = useState(initialPrompt);
  const [seed, setSeed] = useState(1);
  const [chosen, setChosen] = useState<{ column: number; index: number } | null>(null);
  const decoding = useLab((state) => state.decoding);
  const model = useLab((state) => state.model);
  const decode = useLab((state) => state.decode);
  const isReady = model.status === 'ready';
  const isRunning = decoding.status === 'running';

  const write = (next: number) => {
    setSeed(next);
    setChosen(null);
    void decode(homeDecoding(prompt, next));
  };
  // Another page's columns are not shown here.
  const shown = isReady && decoding.shownModel?.source.kind === 'shipped' ? decoding : null;

  return (
    <div className="home-decoders">
      <Title order={3} fz={15} fw={600}>
        {t('home.decoders.heading')}
      </Title>
      <Text fz="sm" c="dimmed" lh={1.6} maw={680} mt={2}>
        {t('home.decoders.text')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          write(seed);
        }}
      >
        <Group align="end" gap="sm" my="md">
          <TextInput
            label={t('home.decoders.promptLabel')}
            value={prompt}
            maxLength={200}
            onChange={(event) => setPrompt(event.currentTarget.value)}
            flex="1 1 260px"
            maw={480}
          />
          <Button
            type="submit"
            variant="light"
            disabled={!isReady || prompt.trim() === ''}
            loading={isRunning && isReady}
          >
            {t('home.decoders.write')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden="true" />}
            disabled={!isReady || isRunning || prompt.trim() === ''}
            onClick={() => write(seed + 1)}
          >
            {t('home.decoders.again')}
          </Button>
          <Text fz="sm" c="dimmed" py={8}>
            {t('home.decoders.seed', { seed })}
          </Text>
        </Group>
      </form>
      <ErrorAlert error={decoding.error} />
      <div className="home-columns">
        {strategies.map((strategy, column) => {
          const update = shown?.columns[column];
          const index = chosen?.column === column ? chosen.index : undefined;
          const token = index === undefined ? undefined : update?.tokens[index];
          return (
            <article key={strategy.kind} className="home-column">
              <Title order={4} fz={15} fw={600}>
                {t(`home.strategies.${strategy.kind}.name`)}
              </Title>
              <Text fz="xs" c="dimmed" lh={1.5} mih={36}>
                {describe(strategy)}
              </Text>
              <div className="home-column-text">
                <Text span c="dimmed" fz={15}>
                  {shown?.shownConfig?.prompt ?? initialPrompt}
                </Text>
                {update && (
                  <ProbabilityText
                    tokens={update.tokens.map(({ id, probability }, at) => ({
                      id,
                      probability,
                      label: update.labels[at] ?? '',
                      endOfText: id === 0,
                    }))}
                    selected={index}
                    onSelect={(at) => setChosen(at === index ? null : { column, index: at })}
                  />
                )}
              </div>
              <Text fz="xs" c="dimmed" lh={1.5} aria-live="polite">
                {token &&
                  update &&
                  index !== undefined &&
                  t('home.decoders.token', {
                    label: update.labels[index] ?? '',
                    probability: formatProbability(token.probability),
                    rank: token.rank + 1,
                    size: token.logits.length,
                  })}
              </Text>
            </article>
          );
        })}
      </div>
      <Group justify="space-between" gap="xs" mt="sm">
        <Text fz="sm" c="dimmed">
          {t('home.decoders.hint')}
        </Text>
        <ProbabilityLegend />
      </Group>
    </div>
  );

  function describe(strategy: (typeof strategies)[number]): string {
    switch (strategy.kind) {
      case 'greedy':
        return t('home.strategies.greedy.text');
      case 'beam':
        return t('home.strategies.beam.text', { beams: strategy.beams });
      case 'top-k':
        return t('home.strategies.top-k.text', { k: strategy.k });
      case 'top-p':
        return t('home.strategies.top-p.text', { percent: Math.round(strategy.p * 100) });
    }
  }
}
