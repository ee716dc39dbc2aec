/**
 * @file Puts a sweep together: which fields, which values, how many seeds; and says what will run, what
 * cannot, and how long it may take.
 */
import { Button, Group, NumberInput, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { reportError } from '../../base/errors';
import { useNumbers } from '../../language/use-numbers';
import { useLab } from '../../state/lab';
import {
  fieldAt,
  freshAxis,
  freshDraft,
  mostSeeds,
  planSweep,
  readAxis,
  secondsFor,
  usualField,
  type AxisDraft,
  type SweepDraft,
  type SweepPlan,
} from '../../state/sweeps';
import type { LabState } from '../../state/types';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { fieldName } from '../controls/spec-fields';
import { AxisEditor } from './axis-editor';
import { RefusedRuns } from './refused-runs';
import { useDuration } from './use-duration';

type Spec = LabState['spec'];

/** Null while something that was typed cannot be used. */
function planOf(spec: Spec, { axes, seeds }: SweepDraft) {
  const read = axes.map((draft) => {
    const field = fieldAt(spec, draft.path);
    return field ? readAxis(draft, field) : null;
  });
  const fields = read.flatMap((one) => (one && 'axis' in one ? [one.axis] : []));
  if (fields.length < axes.length) return { plan: null, error: null };
  try {
    return { plan: planSweep(spec, { fields, seeds }), error: null };
  } catch (error) {
    return { plan: null, error: reportError(error) };
  }
}

export function SweepBuilder() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const wanted = parameters.get('field');
  const spec = useLab((state) => state.spec);
  const kept = useLab((state) => state.sweepDraft);
  const edit = useLab((state) => state.editSweepDraft);
  const enqueue = useLab((state) => state.enqueue);
  const [isQueued, setIsQueued] = useState(false);
  const draft = kept ?? freshDraft(spec, wanted ?? usualField);
  // A link from another chapter names the field; one that there is not is left aside.
  useEffect(() => {
    if (wanted !== null) edit(freshDraft(useLab.getState().spec, wanted));
  }, [wanted, edit]);

  const change = (next: SweepDraft) => {
    setIsQueued(false);
    edit(next);
  };
  const editAxis = (index: number, axis: AxisDraft) =>
    change({ ...draft, axes: draft.axes.map((one, at) => (at === index ? axis : one)) });
  const { plan, error } = planOf(spec, draft);
  const count = plan?.runs.length ?? 0;
  const second = ['training.batchSize', usualField].find((path) => path !== draft.axes[0].path);

  const start = async () => {
    if (!plan) return;
    const [first, other] = plan.paths.map((path) => fieldName(path, t));
    const title =
      other === undefined
        ? t('experiments.results.title1', { field: first })
        : t('experiments.results.title2', { first, second: other });
    const runs = plan.runs.map((run) => ({ spec: run.spec, role: 'sweep' as const }));
    setIsQueued((await enqueue({ title, paths: plan.paths, runs })) !== null);
  };

  return (
    <Section title={t('experiments.builder.title')} hint={t('experiments.builder.hint')}>
      <Stack gap="lg">
        {draft.axes.map((axis, index) => (
          <Paper key={index} withBorder radius="lg" p={{ base: 'md', sm: 'lg' }}>
            <AxisEditor
              draft={axis}
              label={t(
                index === 0 ? 'experiments.builder.field' : 'experiments.builder.secondField',
              )}
              taken={draft.axes.flatMap(({ path }, at) => (at === index ? [] : [path]))}
              onChange={(next) => editAxis(index, next)}
              onRemove={
                index === 0
                  ? undefined
                  : () => change({ ...draft, axes: draft.axes.slice(0, index) })
              }
            />
          </Paper>
        ))}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <NumberInput
            label={t('experiments.builder.seeds')}
            description={t('experiments.builder.seedsHelp')}
            value={draft.seeds}
            min={1}
            max={mostSeeds}
            clampBehavior="strict"
            allowDecimal={false}
            onChange={(value) => {
              const seeds = Number(value);
              if (Number.isInteger(seeds) && seeds >= 1) change({ ...draft, seeds });
            }}
          />
          {draft.axes.length === 1 && second !== undefined && (
            <Group align="end">
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden="true" />}
                onClick={() => change({ ...draft, axes: [...draft.axes, freshAxis(spec, second)] })}
              >
                {t('experiments.builder.addField')}
              </Button>
            </Group>
          )}
        </SimpleGrid>
        <ErrorAlert error={error} mild />
        {plan && <PlanSummary plan={plan} />}
        <Group gap="md">
          <Button
            disabled={count === 0}
            leftSection={<IconPlayerPlayFilled size={16} aria-hidden="true" />}
            onClick={() => void start()}
          >
            {t('experiments.builder.start', { count })}
          </Button>
          <Text fz="sm" role="status">
            {isQueued && t('experiments.builder.queued')}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}

function PlanSummary({ plan }: { plan: SweepPlan }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const duration = useDuration();
  const seconds = useLab((state) =>
    secondsFor(
      plan.runs.map(({ spec }) => spec),
      state,
    ),
  );
  const count = plan.runs.length;
  return (
    <Stack gap="sm">
      <Text fz="sm" lh={1.6}>
        {count > 0
          ? t('experiments.builder.runs', { count, shown: integer(count) })
          : t('experiments.builder.noRuns')}{' '}
        {count > 0 &&
          (seconds === null
            ? t('experiments.builder.timeUnknown')
            : t('experiments.builder.time', { time: duration(seconds) }))}
      </Text>
      <RefusedRuns plan={plan} />
    </Stack>
  );
}
