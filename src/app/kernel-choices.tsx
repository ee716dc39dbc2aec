/**
 * @file Which of several kernels the GPU engine uses, and how each did when it was measured: for every
 * class of work its candidates.
 */
import { Button, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../pictures/format';
import { useLab } from '../state/lab';
import type { KernelReport } from '../tensor/webgpu/choose-kernels';

export function KernelChoices({ report, isBusy }: { report: KernelReport; isBusy: boolean }) {
  const { t } = useTranslation();
  const measureKernels = useLab((state) => state.measureKernels);

  return (
    <Stack gap="xs" align="start">
      <Text fw={600} id="kernel-choices">
        {t('engine.variants.heading')}
      </Text>
      <Text fz="sm" c="dimmed" lh={1.5}>
        {t('engine.variants.lead')} {t(`engine.variants.source.${report.source}`)}
      </Text>
      <Table
        fz="xs"
        horizontalSpacing={4}
        verticalSpacing={4}
        aria-labelledby="kernel-choices"
        style={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {report.trials.length === 0 ? <Presumed report={report} /> : <Trials report={report} />}
      </Table>
      <Text fz="xs" c="dimmed" lh={1.5}>
        {t('engine.variants.names')}
      </Text>
      <Button variant="default" disabled={isBusy} onClick={() => void measureKernels()}>
        {t('engine.variants.measure')}
      </Button>
      <Text fz="xs" c="dimmed" lh={1.5}>
        {t('engine.variants.measureHelp')}
      </Text>
    </Stack>
  );
}

/** What is used without having been measured. */
function Presumed({ report: { choice } }: { report: KernelReport }) {
  const { t } = useTranslation();
  const rows = [
    { part: 'matmul', variants: new Set<string>(Object.values(choice.matmul)) },
    { part: 'lanes', variants: new Set<string>([choice.lanes]) },
  ] as const;
  return (
    <Table.Tbody>
      {rows.map(({ part, variants }) => (
        <Table.Tr key={part}>
          <Table.Td>{t(`engine.variants.parts.${part}`)}</Table.Td>
          <Table.Td ff="monospace">{[...variants].join(', ')}</Table.Td>
          <Table.Td>{t('engine.variants.verdicts.used')}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  );
}

/** For each class of work a heading, and below it the candidates. */
function Trials({ report: { trials } }: { report: KernelReport }) {
  const { t } = useTranslation();
  const parts = [...new Set(trials.map(({ part }) => part))];
  return parts.map((part) => (
    <Table.Tbody key={part}>
      <Table.Tr>
        <Table.Th colSpan={3} scope="rowgroup" pt="sm" fw={500} c="dimmed">
          {t(`engine.variants.parts.${part}`)}
        </Table.Th>
      </Table.Tr>
      {trials
        .filter((trial) => trial.part === part)
        .map(({ variant, verdict, milliseconds, detail }) => (
          <Table.Tr key={variant} fw={verdict === 'used' ? 600 : undefined} title={detail}>
            <Table.Td ff="monospace">{variant}</Table.Td>
            <Table.Td ta="right">
              {milliseconds !== null &&
                t('engine.variants.milliseconds', { milliseconds: formatNumber(milliseconds) })}
            </Table.Td>
            <Table.Td>{t(`engine.variants.verdicts.${verdict}`)}</Table.Td>
          </Table.Tr>
        ))}
    </Table.Tbody>
  ));
}
