/**
 * @file Which of several kernels the GPU engine uses, and how each did when it was measured.
 */
import { Button, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../pictures/format';
import { useLab } from '../state/lab';
import type { KernelReport } from '../tensor/webgpu/choose-kernels';

export function KernelChoices({ report, isBusy }: { report: KernelReport; isBusy: boolean }) {
  const { t } = useTranslation();
  const measureKernels = useLab((state) => state.measureKernels);
  const { trials, choice, source } = report;

  return (
    <Stack gap="xs" align="start">
      <Text fw={600} id="kernel-choices">
        {t('engine.variants.heading')}
      </Text>
      <Text fz="sm" c="dimmed" lh={1.5}>
        {t('engine.variants.lead')} {t(`engine.variants.source.${source}`)}
      </Text>
      <Table fz="xs" horizontalSpacing={4} verticalSpacing={4} aria-labelledby="kernel-choices">
        <Table.Tbody style={{ fontVariantNumeric: 'tabular-nums' }}>
          {trials.length === 0
            ? (['matmul', 'lanes'] as const).map((part) => (
                <Table.Tr key={part}>
                  <Table.Td>{t(`engine.variants.parts.${part}`)}</Table.Td>
                  <Table.Td ff="monospace">{choice[part]}</Table.Td>
                  <Table.Td>{t('engine.variants.verdicts.used')}</Table.Td>
                </Table.Tr>
              ))
            : trials.map(({ part, variant, verdict, milliseconds, detail }) => (
                <Table.Tr
                  key={`${part} ${variant}`}
                  fw={verdict === 'used' ? 600 : undefined}
                  title={detail}
                >
                  <Table.Td>{t(`engine.variants.parts.${part}`)}</Table.Td>
                  <Table.Td ff="monospace">{variant}</Table.Td>
                  <Table.Td ta="right">
                    {milliseconds !== null &&
                      t('engine.variants.milliseconds', {
                        milliseconds: formatNumber(milliseconds),
                      })}
                  </Table.Td>
                  <Table.Td>{t(`engine.variants.verdicts.${verdict}`)}</Table.Td>
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
      <Button variant="default" disabled={isBusy} onClick={() => void measureKernels()}>
        {t('engine.variants.measure')}
      </Button>
      <Text fz="xs" c="dimmed" lh={1.5}>
        {t('engine.variants.measureHelp')}
      </Text>
    </Stack>
  );
}
