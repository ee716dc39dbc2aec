/**
 * @file The last measurement against rules of thumb, in words.
 */
import { Badge, Group, Paper, SimpleGrid, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DynamicsEvent } from '../../experiment/events';
import { formatNumber, formatProbability } from '../../pictures/format';
import { Section } from '../controls/chapter-parts';
import { healthOf, type HealthCheck } from './health';

export function HealthView({ event }: { event: DynamicsEvent }) {
  const { t } = useTranslation();
  const checks = useMemo(() => healthOf(event), [event]);
  return (
    <Section
      title={t('dynamics.health.title', { step: event.step })}
      hint={t('dynamics.health.hint')}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
        {checks.map((check) => (
          <Check key={check.check} found={check} />
        ))}
      </SimpleGrid>
    </Section>
  );
}

function Check({ found }: { found: HealthCheck }) {
  const { t } = useTranslation();
  const { check, value, verdict } = found;
  const text = check === 'dead' ? formatProbability(value) : formatNumber(value);
  return (
    <Paper withBorder radius="lg" p="md">
      <Text fz="sm" c="dimmed">
        {t(`dynamics.health.${check}.name`)}
      </Text>
      <Group gap="sm" my={4}>
        <Text fz={22} fw={600}>
          {text}
        </Text>
        <Badge variant="dot" color={verdict === 'good' ? 'green' : 'yellow'} tt="none">
          {t(`dynamics.health.${verdict}`)}
        </Badge>
      </Group>
      <Text fz="sm" lh={1.6}>
        {found.check === 'dead'
          ? t(`dynamics.health.dead.${found.verdict}`)
          : t(`dynamics.health.${found.check}.${found.verdict}`)}
      </Text>
    </Paper>
  );
}
