/**
 * @file What lives on the engine, looked at anew each second: the programs with what one run of each
 * takes, and the memory.
 */
import { Stack, Table, Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../chapters/controls/facts';
import { formatBytes } from '../pictures/format';
import { useLab } from '../state/lab';

const lookEvery = 1000;

export function EngineFacts() {
  const { t } = useTranslation();
  const facts = useLab((state) => state.engineFacts);
  const lookAtEngine = useLab((state) => state.lookAtEngine);
  useInterval(() => void lookAtEngine(), lookEvery, { autoInvoke: true });
  useEffect(() => void lookAtEngine(), [lookAtEngine]);
  if (!facts) return null;
  const { stores, steps, peak } = facts.bytes;

  return (
    <>
      <Stack gap="xs">
        <Text fw={600} id="engine-steps">
          {t('engine.steps.heading')}
        </Text>
        {facts.steps.length === 0 ? (
          <Text fz="sm" c="dimmed">
            {t('engine.steps.none')}
          </Text>
        ) : (
          <Table.ScrollContainer minWidth={320}>
            <Table fz="xs" verticalSpacing={4} aria-labelledby="engine-steps">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('engine.steps.name')}</Table.Th>
                  <Table.Th ta="right">{t('engine.steps.operations')}</Table.Th>
                  <Table.Th ta="right">{t('engine.steps.dispatches')}</Table.Th>
                  <Table.Th ta="right">{t('engine.steps.submits')}</Table.Th>
                  <Table.Th ta="right">{t('engine.steps.memory')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody style={{ fontVariantNumeric: 'tabular-nums' }}>
                {facts.steps.map(({ name, operations, dispatches, submits, bytes }, index) => (
                  <Table.Tr key={`${index} ${name}`}>
                    <Table.Td>{stepName(name, t)}</Table.Td>
                    <Table.Td ta="right">{orDash(operations)}</Table.Td>
                    <Table.Td ta="right">{orDash(dispatches)}</Table.Td>
                    <Table.Td ta="right">{orDash(submits)}</Table.Td>
                    <Table.Td ta="right">{bytes > 0 ? formatBytes(bytes) : '–'}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Stack>
      <Stack gap="xs">
        <Text fw={600}>{t('engine.memory.heading')}</Text>
        <Facts
          facts={[
            { name: t('engine.memory.stores'), value: formatBytes(stores) },
            { name: t('engine.memory.programs'), value: formatBytes(steps) },
            { name: t('engine.memory.peak'), value: formatBytes(peak) },
          ]}
        />
      </Stack>
    </>
  );
}

const orDash = (count: number) => (count > 0 ? String(count) : '–');

const stepKinds = ['training', 'evaluation', 'logits', 'inspection', 'decoding'] as const;

function stepName(name: string, t: TFunction): string {
  const [kind, rows] = name.split(':');
  const known = stepKinds.find((candidate) => candidate === kind);
  return known ? t(`engine.steps.${known}`, { rows }) : name;
}
