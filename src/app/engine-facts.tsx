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
import type { MachineFacts } from '../tensor/ledger';

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
          <StepTable steps={facts.steps} />
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

/** Dispatches and submits where there is a GPU; elsewhere what stands for them, operations. */
function StepTable({ steps }: { steps: MachineFacts['steps'] }) {
  const { t } = useTranslation();
  const columns = steps.some(({ dispatches }) => dispatches > 0)
    ? (['dispatches', 'submits'] as const)
    : (['operations'] as const);
  return (
    <Table fz="xs" horizontalSpacing={4} verticalSpacing={4} aria-labelledby="engine-steps">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('engine.steps.name')}</Table.Th>
          {columns.map((column) => (
            <Table.Th key={column} ta="right">
              {t(`engine.steps.${column}`)}
            </Table.Th>
          ))}
          <Table.Th ta="right">{t('engine.steps.memory')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody style={{ fontVariantNumeric: 'tabular-nums' }}>
        {steps.map((step, index) => (
          <Table.Tr key={`${index} ${step.name}`}>
            <Table.Td>{stepName(step.name, t)}</Table.Td>
            {columns.map((column) => (
              <Table.Td key={column} ta="right">
                {step[column] > 0 ? step[column] : '–'}
              </Table.Td>
            ))}
            <Table.Td ta="right">{step.bytes > 0 ? formatBytes(step.bytes) : '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const stepKinds = [
  'training',
  'evaluation',
  'logits',
  'inspection',
  'watching',
  'probe',
  'encoding',
  'crossAttention',
  'readOut',
  'decoding',
  'sampling',
] as const;

function stepName(name: string, t: TFunction): string {
  const [kind, rows] = name.split(':');
  const known = stepKinds.find((candidate) => candidate === kind);
  return known ? t(`engine.steps.${known}`, { rows }) : name;
}
