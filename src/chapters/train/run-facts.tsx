/**
 * @file The state of the run in numbers.
 */
import { Box, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { bitsPerCharacter } from '../../base/bits';
import { formatCount, formatNumber } from '../../pictures/format';
import { useLab } from '../../state/lab';

export function RunFacts() {
  const { t } = useTranslation();
  const run = useLab((state) => state.run);
  const history = useLab(({ run: active, histories }) => histories[active?.id ?? '']);
  if (!run || run.id === '') return null;
  const { steps } = run.spec.training;
  const trainLoss = history?.steps.at(-1)?.trainLoss;
  const validationLoss = history?.evaluations.at(-1)?.validationLoss;
  const unknown = t('train.facts.unknown');
  const loss = (value: number | undefined) => value?.toFixed(3) ?? unknown;
  const perplexity = (value: number | undefined) =>
    value === undefined
      ? undefined
      : t('train.facts.perplexity', {
          value: formatNumber(Number(Math.exp(value).toPrecision(3))),
        });

  const bits = (value: number | undefined) =>
    value === undefined || run.charactersPerToken === 0
      ? undefined
      : t('train.facts.bits', {
          value: bitsPerCharacter(value, run.charactersPerToken).toFixed(2),
        });
  const skipped = history?.steps.filter(({ lossScale }) => lossScale === null).length ?? 0;
  const engineNote = [
    ...(run.parameters > 0
      ? [t('train.facts.parameters', { parameters: formatCount(run.parameters) })]
      : []),
    ...(run.precision === run.spec.training.precision && run.precision === 'float32'
      ? []
      : [t(`train.facts.${run.precision}`)]),
    ...(skipped > 0 ? [t('train.facts.skipped', { skipped })] : []),
  ].join(' · ');

  return (
    <Stack gap="md">
      <SimpleGrid component="dl" m={0} cols={{ base: 2, xs: 3, md: 6 }} spacing="lg">
        <Fact
          name={t('train.facts.step')}
          value={t('train.facts.stepOf', { step: run.step, steps })}
        />
        <Fact
          name={t('train.facts.trainLoss')}
          value={loss(trainLoss)}
          note={perplexity(trainLoss)}
        />
        <Fact
          name={t('train.facts.validationLoss')}
          value={loss(validationLoss)}
          note={[perplexity(validationLoss), bits(validationLoss)].filter(Boolean).join(' · ')}
        />
        <Fact
          name={t('train.facts.speed')}
          value={
            run.tokensPerSecond === null ? unknown : formatCount(Math.round(run.tokensPerSecond))
          }
        />
        <Fact
          name={t('train.facts.timeLeft')}
          value={run.secondsLeft === null ? unknown : duration(run.secondsLeft, t)}
        />
        <Fact name={t('train.facts.engine')} value={run.backend || unknown} note={engineNote} />
      </SimpleGrid>
      <Progress.Root size="sm">
        <Progress.Section value={(run.step / steps) * 100} aria-label={t('train.facts.step')} />
      </Progress.Root>
    </Stack>
  );
}

function Fact({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <Box>
      <Text component="dt" fz="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fz={22} fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
        {note !== undefined && (
          <Text span display="block" fz="xs" fw={400} c="dimmed">
            {note}
          </Text>
        )}
      </Text>
    </Box>
  );
}

/** Seconds as people say them. */
function duration(seconds: number, t: TFunction): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t('train.time.seconds', { seconds: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t('train.time.minutes', { minutes, seconds: whole % 60 });
  return t('train.time.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
