/**
 * @file The engine panel: which backend is used, why the others are not, and the choice.
 */
import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorAlert } from '../chapters/controls/error-alert';
import { Facts, type Fact } from '../chapters/controls/facts';
import { mixedPrecisionKey } from '../chapters/controls/mixed-precision';
import { useLab } from '../state/lab';
import { EngineFacts } from './engine-facts';
import { KernelChoices } from './kernel-choices';
import { StepMeasurement } from './step-measurement';
import type { EngineCandidate, EngineChoice, EngineReport } from '../tensor/engine';

const choices: readonly EngineChoice[] = ['auto', 'webgpu', 'wasm', 'cpu'];

export function EnginePanel() {
  const { t } = useTranslation();
  const { status, report, error } = useLab((state) => state.engine);
  const choice = useLab((state) => state.spec.backend);
  const runStatus = useLab((state) => state.run?.status);
  const chooseEngine = useLab((state) => state.chooseEngine);
  const loseDevice = useLab((state) => state.loseDevice);
  const isBusy = runStatus === 'running' || runStatus === 'preparing' || status === 'starting';

  return (
    <Stack gap="xl">
      <Text fz="sm" c="dimmed" lh={1.6}>
        {t('engine.lead')}
      </Text>
      <ErrorAlert error={error} />
      <Stack gap={6}>
        <Text fz="sm" fw={600} id="engine-choice">
          {t('engine.choose')}
        </Text>
        <SegmentedControl
          aria-labelledby="engine-choice"
          size="xs"
          fullWidth
          value={choice}
          disabled={isBusy}
          data={choices.map((value) => ({ value, label: t(`engine.names.${value}`) }))}
          onChange={(value) => {
            const chosen = choices.find((candidate) => candidate === value);
            if (chosen) void chooseEngine(chosen);
          }}
        />
        {isBusy && (
          <Text fz="xs" c="dimmed">
            {status === 'starting' ? t('engine.statuses.starting') : t('engine.chooseHelp')}
          </Text>
        )}
      </Stack>
      {report && (
        <>
          <Stack gap="md" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {report.candidates.map((candidate) => (
              <Candidate key={candidate.backend} candidate={candidate} />
            ))}
          </Stack>
          <Details report={report} />
          {report.kernels === 'fused' && <StepMeasurement />}
          {report.variants && <KernelChoices report={report.variants} isBusy={isBusy} />}
          <EngineFacts />
          {report.backend === 'webgpu' && (
            <Stack gap={6} align="start">
              <Button variant="default" onClick={() => void loseDevice()}>
                {t('engine.lose')}
              </Button>
              <Text fz="xs" c="dimmed" lh={1.5}>
                {t('engine.loseHelp')}
              </Text>
            </Stack>
          )}
        </>
      )}
    </Stack>
  );
}

function Candidate({ candidate }: { candidate: EngineCandidate }) {
  const { t } = useTranslation();
  const { backend, reason, detail } = candidate;
  const isUsed = reason === 'used';
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="start">
      <span className="lab-engine-dot is-listed" data-used={isUsed} aria-hidden="true" />
      <div>
        <Text fw={600} lh={1.5}>
          {t(`engine.names.${backend}`)}
        </Text>
        <Text fz="sm" c="dimmed" lh={1.5}>
          {t(`engine.about.${backend}`)}
        </Text>
        <Text fz="sm" lh={1.5} fw={isUsed ? 600 : undefined}>
          {t(`engine.reasons.${reason}`)}
        </Text>
        {detail !== undefined && detail !== '' && (
          <Text fz="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            {detail}
          </Text>
        )}
      </div>
    </Group>
  );
}

function Details({ report }: { report: EngineReport }) {
  const { t } = useTranslation();
  const { adapter, wasm, kernels, refusal, mixedPrecision, halfRefusal } = report;
  const facts: Fact[] = [
    {
      name: t('engine.kernels.name'),
      value: t(`engine.kernels.${kernels}`),
      help: refusal,
      mono: true,
    },
  ];
  if (adapter) {
    const words = [adapter.description || adapter.vendor, adapter.architecture];
    if (adapter.isSoftware) words.push(t('engine.software'));
    facts.push({ name: t('engine.adapter'), value: words.filter(Boolean).join(' · '), mono: true });
  }
  if (wasm) {
    const threads = wasm.isolated ? String(wasm.threads) : t('engine.oneThread');
    facts.push({ name: t('engine.threads'), value: threads, mono: true });
    facts.push({
      name: t('engine.relaxedSimd'),
      value: t(wasm.relaxedSimd ? 'engine.yes' : 'engine.no'),
      mono: true,
    });
  }
  const about = t(mixedPrecisionKey(report));
  facts.push({
    name: t('engine.mixed.name'),
    value: t(mixedPrecision ? 'engine.yes' : 'engine.no'),
    help: halfRefusal === undefined ? about : `${about} ${halfRefusal}`,
    mono: true,
  });
  return <Facts facts={facts} />;
}
