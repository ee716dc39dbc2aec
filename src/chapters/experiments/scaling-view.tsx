/**
 * @file A scaling law: sizes to be trained, the law fitted to those that are done, and the next size,
 * predicted before it is run.
 */
import { Button, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../language/use-numbers';
import { formatCount } from '../../pictures/format';
import { NumberTable } from '../../pictures/NumberTable';
import { estimate, expectedVocabulary } from '../../state/estimates';
import { useLab } from '../../state/lab';
import {
  scalingPaths,
  scalingSpecs,
  trainedTokens,
  usualWidths,
  type ScalingRule,
} from '../../state/scaling';
import { specBounds } from '../../state/spec-bounds';
import {
  freshAxis,
  mostSeeds,
  planRuns,
  readAxis,
  secondsFor,
  type SweepPlan,
} from '../../state/sweeps';
import type { LabState } from '../../state/types';
import { Section } from '../controls/chapter-parts';
import { Choice } from '../controls/choice';
import { RefusedRuns } from './refused-runs';
import { ScalingLaw } from './scaling-law';
import { useDuration } from './use-duration';

type Spec = LabState['spec'];

const rules = ['fixed', 'proportional'] as const;
/** Sizes of one law. */
const mostSizes = 12;

/** The widths that were typed; null if they cannot be used. */
function readWidths(spec: Spec, text: string): number[] | null {
  const { min, max } = specBounds('model.width');
  const draft = { ...freshAxis(spec, 'model.width'), list: text };
  const bounds = { min, max, isWhole: true, acceptsNull: false };
  const read = readAxis(draft, { path: 'model.width', kind: 'number', ...bounds });
  if (!('axis' in read) || !('values' in read.axis)) return null;
  const widths = read.axis.values.flatMap((value) => (typeof value === 'number' ? [value] : []));
  return widths.length <= mostSizes ? widths : null;
}

function planOf(specs: readonly Spec[], seeds: number): SweepPlan {
  const plans = specs.map((spec) => planRuns(spec, ['model.width'], [[spec.model.width]], seeds));
  return {
    paths: ['model.width'],
    runs: plans.flatMap(({ runs }) => runs),
    refused: plans.flatMap(({ refused }) => refused),
  };
}

export function ScalingView() {
  const { t } = useTranslation();
  const { short } = useNumbers();
  const duration = useDuration();
  const spec = useLab((state) => state.spec);
  const facts = useLab((state) => state.tokenizer.facts);
  const enqueue = useLab((state) => state.enqueue);
  const [typed, setTyped] = useState<string | null>(null);
  const [rule, setRule] = useState<ScalingRule>({ depth: 'fixed', tokens: 'fixed' });
  const [seeds, setSeeds] = useState(1);
  const text = typed ?? usualWidths(spec).join(', ');
  const widths = readWidths(spec, text);
  const vocabularySize = expectedVocabulary(spec, facts);
  const specs = widths ? scalingSpecs(spec, widths, rule, vocabularySize) : [];
  const plan = planOf(specs, seeds);
  const seconds = useLab((state) =>
    secondsFor(
      plan.runs.map((run) => run.spec),
      state,
    ),
  );
  const count = plan.refused.length > 0 ? 0 : plan.runs.length;
  const bounds = specBounds('model.width');

  const start = () =>
    enqueue({
      title: t('experiments.scaling.sweepTitle', {
        widths: specs.map(({ model }) => model.width).join(', '),
      }),
      paths: scalingPaths,
      rule,
      runs: plan.runs.map((run) => ({ spec: run.spec, role: 'scaling' as const })),
    });

  return (
    <Section title={t('experiments.scaling.title')} hint={t('experiments.scaling.hint')}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <TextInput
            label={t('experiments.scaling.widths')}
            description={t('experiments.scaling.widthsHelp', {
              head: short(spec.model.width / spec.model.heads),
            })}
            value={text}
            error={
              widths
                ? undefined
                : t('experiments.refusals.between', {
                    min: short(bounds.min),
                    max: short(bounds.max),
                  })
            }
            autoComplete="off"
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <NumberInput
            label={t('experiments.builder.seeds')}
            value={seeds}
            min={1}
            max={mostSeeds}
            clampBehavior="strict"
            allowDecimal={false}
            onChange={(value) => setSeeds(Math.max(1, Number(value)))}
          />
          <Choice
            label={t('experiments.scaling.depth')}
            help={t('experiments.scaling.depthHelp')}
            value={rule.depth}
            options={rules.map((value) => ({
              value,
              label: t(
                value === 'fixed'
                  ? 'experiments.scaling.depthFixed'
                  : 'experiments.scaling.depthProportional',
              ),
            }))}
            onChange={(depth) => setRule({ ...rule, depth })}
          />
          <Choice
            label={t('experiments.scaling.tokens')}
            help={t('experiments.scaling.tokensHelp')}
            value={rule.tokens}
            options={rules.map((value) => ({
              value,
              label: t(
                value === 'fixed'
                  ? 'experiments.scaling.tokensFixed'
                  : 'experiments.scaling.tokensProportional',
              ),
            }))}
            onChange={(tokens) => setRule({ ...rule, tokens })}
          />
        </SimpleGrid>
        {specs.length > 0 && <SizeTable specs={specs} vocabularySize={vocabularySize} />}
        <RefusedRuns plan={plan} />
        <Group gap="md">
          <Button
            variant="light"
            disabled={count === 0}
            leftSection={<IconPlayerPlayFilled size={16} aria-hidden="true" />}
            onClick={() => void start()}
          >
            {t('experiments.builder.start', { count })}
          </Button>
          {count > 0 && (
            <Text fz="sm">
              {seconds === null
                ? t('experiments.builder.timeUnknown')
                : t('experiments.builder.time', { time: duration(seconds) })}
            </Text>
          )}
        </Group>
        <ScalingLaw />
      </Stack>
    </Section>
  );
}

function SizeTable({ specs, vocabularySize }: { specs: readonly Spec[]; vocabularySize: number }) {
  const { t } = useTranslation();
  const columns = ['width', 'heads', 'layers', 'parameters', 'steps', 'trained'] as const;
  return (
    <NumberTable
      label={t('experiments.scaling.sizes')}
      columns={columns.map((column) => t(`experiments.scaling.${column}`))}
      rows={specs.map((spec) => ({
        id: String(spec.model.width),
        name: String(spec.model.width),
        cells: [
          String(spec.model.heads),
          String(spec.model.layers),
          formatCount(estimate(spec, vocabularySize).parameters),
          String(spec.training.steps),
          formatCount(trainedTokens(spec)),
        ],
      }))}
    />
  );
}
