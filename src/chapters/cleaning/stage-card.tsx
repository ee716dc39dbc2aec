/**
 * @file One stage of the pipeline: its switch, its place, what it did, and behind its buttons the
 * settings and the documents.
 */
import { ActionIcon, Button, Card, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { formatProbability } from '../../pictures/format';
import type { StageSettings } from '../../state/cleaning-settings';
import type { StageReport } from '../../text/cleaning/pipeline';
import { ClassifierView } from './classifier-view';
import { OutcomeBrowser } from './outcome-browser';
import { StageSettingsView } from './stage-settings';
import { useStageWords } from './use-stage-words';

export type StagePanel = 'settings' | 'outcomes' | 'classifier';

export interface StageCardProps {
  settings: StageSettings;
  number: number;
  /** Null if it did not run. */
  report: StageReport | null;
  /** What is open under it. */
  panel: StagePanel | null;
  onOpen: (panel: StagePanel | null) => void;
  onChange: (settings: StageSettings) => void;
  /** Null at the end of the list. */
  onMove: Record<'up' | 'down', (() => void) | null>;
}

export function StageCard(props: StageCardProps) {
  const { settings, number, report, panel, onOpen, onChange, onMove } = props;
  const { t } = useTranslation();
  const words = useStageWords();
  const { stage, enabled } = settings;
  const name = words.name(stage);
  const toggle = (which: StagePanel, label: string) => (
    <Button
      size="compact-sm"
      variant={panel === which ? 'light' : 'default'}
      aria-expanded={panel === which}
      aria-label={`${label}: ${name}`}
      onClick={() => onOpen(panel === which ? null : which)}
    >
      {label}
    </Button>
  );
  return (
    <Card
      component="li"
      withBorder
      padding="md"
      data-off={!enabled}
      className="cleaning-stage"
      id={`stage-${stage}`}
    >
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
          <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
            <Switch
              mt={2}
              checked={enabled}
              aria-label={t('cleaning.stages.on', { stage: name })}
              onChange={(event) => onChange({ ...settings, enabled: event.currentTarget.checked })}
            />
            <div>
              <Title order={3} fz="md">
                {number}. {name}
              </Title>
              <Text fz="sm" c="dimmed" lh={1.5}>
                {words.line(stage)}
              </Text>
            </div>
          </Group>
          <Group gap={4} wrap="nowrap">
            {(['up', 'down'] as const).map((way) => (
              <ActionIcon
                key={way}
                variant="subtle"
                color="gray"
                disabled={onMove[way] === null}
                aria-label={t(`cleaning.stages.${way}`, { stage: name })}
                onClick={() => onMove[way]?.()}
              >
                {way === 'up' ? (
                  <IconArrowUp size={16} aria-hidden="true" />
                ) : (
                  <IconArrowDown size={16} aria-hidden="true" />
                )}
              </ActionIcon>
            ))}
          </Group>
        </Group>
        <Group justify="space-between" gap="sm">
          <StageFigures enabled={enabled} report={report} />
          <Group gap="xs">
            {toggle('settings', t('cleaning.stages.settings'))}
            {stage === 'classifier' && toggle('classifier', t('cleaning.stages.learned'))}
            {report && toggle('outcomes', t('cleaning.stages.look'))}
          </Group>
        </Group>
        {panel === 'settings' && <StageSettingsView settings={settings} onChange={onChange} />}
        {panel === 'classifier' && <ClassifierView settings={settings} />}
        {panel === 'outcomes' && report && <OutcomeBrowser report={report} />}
      </Stack>
    </Card>
  );
}

function StageFigures({ enabled, report }: { enabled: boolean; report: StageReport | null }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const parts: string[] = [];
  if (!enabled) parts.push(t('cleaning.stages.off'));
  else if (report) {
    const { removed, changed, left, score } = report;
    const seen = left.documents + removed;
    if (removed > 0 || changed === 0) {
      parts.push(
        t('cleaning.stages.removed', {
          count: removed,
          share: formatProbability(seen === 0 ? 0 : removed / seen),
        }),
      );
    }
    if (changed > 0) parts.push(t('cleaning.stages.changed', { count: changed }));
    for (const measure of ['precision', 'recall'] as const) {
      const value = score?.[measure] ?? null;
      if (value !== null) {
        parts.push(t(`cleaning.stages.${measure}`, { share: formatProbability(value) }));
      }
    }
    if (parts.length === 0) parts.push(integer(0));
  }
  return (
    <Text fz="sm" fw={500} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {parts.join(' · ')}
    </Text>
  );
}
