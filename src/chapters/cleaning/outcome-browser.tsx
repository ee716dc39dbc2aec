/**
 * @file What a stage removed and changed, one document at a time, with the reason. Texts of pages are
 * shown as text, never as HTML.
 */
import { ActionIcon, Badge, Box, Group, Select, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { DiffText } from '../../pictures/DiffText';
import { useLab } from '../../state/lab';
import type { ShownOutcome } from '../../text/cleaning/browse';
import type { StageReport } from '../../text/cleaning/pipeline';
import { useStageWords } from './use-stage-words';

export function OutcomeBrowser({ report }: { report: StageReport }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const words = useStageWords();
  const { browsed, outcomes } = useLab((state) => state.cleaning);
  const browse = useLab((state) => state.browseCleaning);
  const { place, reasons, stage } = report;
  useEffect(() => void browse({ place, code: null, offset: 0, count: 1 }), [browse, place]);

  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <Text c="dimmed">{t('cleaning.outcomes.none')}</Text>;
  const [shown] = outcomes?.shown ?? [];
  const among = outcomes?.total ?? 0;
  const query = browsed ?? { place, code: null, offset: 0, count: 1 };
  const turn = (by: number) =>
    void browse({ ...query, offset: Math.min(among - 1, Math.max(0, query.offset + by)) });

  return (
    <Stack gap="md">
      <Group gap="md" align="flex-end">
        <Select
          label={t('cleaning.outcomes.reason')}
          w={{ base: '100%', sm: 380 }}
          value={query.code ?? ''}
          allowDeselect={false}
          data={[
            { value: '', label: t('cleaning.outcomes.all', { count: total }) },
            ...reasons.map(({ code, count }) => ({
              value: code,
              label: `${words.reasonKind(stage, code)} (${integer(count)})`,
            })),
          ]}
          onChange={(code) => void browse({ ...query, code: code || null, offset: 0 })}
        />
        <Group gap="xs">
          <ActionIcon
            variant="default"
            size="lg"
            disabled={query.offset === 0}
            aria-label={t('cleaning.outcomes.previous')}
            onClick={() => turn(-1)}
          >
            <IconChevronLeft size={16} aria-hidden="true" />
          </ActionIcon>
          <Text fz="sm" aria-live="polite" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {t('cleaning.outcomes.position', {
              at: integer(query.offset + 1),
              total: integer(among),
            })}
          </Text>
          <ActionIcon
            variant="default"
            size="lg"
            disabled={query.offset >= among - 1}
            aria-label={t('cleaning.outcomes.next')}
            onClick={() => turn(1)}
          >
            <IconChevronRight size={16} aria-hidden="true" />
          </ActionIcon>
        </Group>
      </Group>
      {shown && <Outcome stage={stage} outcome={shown} />}
    </Stack>
  );
}

function Outcome({ stage, outcome }: { stage: string; outcome: ShownOutcome }) {
  const { t } = useTranslation();
  const words = useStageWords();
  const diff = useLab((state) => state.cleaning.diff);
  const { id, url, reason, before, after, truth } = outcome;
  const isRemoved = after === null;
  const title = t(isRemoved ? 'cleaning.outcomes.text' : 'cleaning.outcomes.difference');
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Badge variant="light" color={isRemoved ? 'red' : 'blue'}>
          {t(isRemoved ? 'cleaning.outcomes.removed' : 'cleaning.outcomes.changed')}
        </Badge>
        <Text fz="sm" fw={600}>
          {words.reason(stage, reason)}
        </Text>
      </Group>
      <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {t('cleaning.outcomes.document', { id })}
        {url !== '' && ` · ${url}`}
        {truth &&
          ` · ${t('cleaning.outcomes.truth')}: ${[
            t(`cleaning.outcomes.${truth.quality}`),
            ...truth.defects.map(words.defect),
          ].join(', ')}`}
      </Text>
      <Box className="cleaning-text" role="region" aria-label={title} tabIndex={0}>
        {isRemoved || !diff ? (
          <div className="picture-marked">{before}</div>
        ) : (
          <DiffText parts={diff} />
        )}
      </Box>
    </Stack>
  );
}
