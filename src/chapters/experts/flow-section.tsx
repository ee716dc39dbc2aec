/**
 * @file Where the tokens of a text go, layer by layer; and who would be dropped at a capacity.
 */
import { Box, Group, Stack, Switch, Textarea } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutingReading } from '../../experiment/expert-look';
import type { ExpertOptions } from '../../models/block';
import { NumberTable } from '../../pictures/NumberTable';
import { PictureFrame } from '../../pictures/PictureFrame';
import { RoutingFlow } from '../../pictures/RoutingFlow';
import { toCsv } from '../../pictures/csv';
import { capacityOf, droppedChoices } from '../../state/experts';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { exampleName } from '../controls/example-name';
import { SliderField } from '../controls/slider-field';

/** Milliseconds without a key press before a text is sent. */
const typingDelay = 200;
/** Milliseconds between two looks at a model that is being trained. */
const liveDelay = 2500;
const mostTokens = 64;

export function FlowSection({ experts }: { experts: ExpertOptions }) {
  const { t } = useTranslation();
  const text = useText();
  const [capacityFactor, setCapacityFactor] = useState(experts.capacityFactor);
  const [isTable, setIsTable] = useState(false);
  const reading = useLab((state) => state.experts.reading);
  const shown = useMemo(
    () => (reading?.experts ? flowOf(reading, { ...reading.experts, capacityFactor }) : null),
    [reading, capacityFactor],
  );
  return (
    <Section title={t('experts.flow.title')} hint={t('experts.flow.text')}>
      <Stack gap="lg">
        <Group align="flex-start" gap="xl">
          <Textarea
            label={t('experts.flow.input')}
            value={text.value}
            autosize
            minRows={2}
            maxRows={4}
            maw={640}
            flex="1 1 280px"
            onChange={(event) => text.edit(event.currentTarget.value)}
          />
          <Box w={240}>
            <SliderField
              name={t('model.experts.capacityFactor.label')}
              value={capacityFactor}
              min={0.25}
              max={Math.max(4, experts.capacityFactor)}
              step={0.25}
              onChange={setCapacityFactor}
            />
          </Box>
        </Group>
        {shown && shown.tokens.length > 0 && (
          <PictureFrame
            title={t('experts.flow.picture', { step: shown.step })}
            caption={t('experts.flow.caption', {
              ...shown,
              capacityFactor,
              tokens: shown.tokens.length,
            })}
            file="expert-flow"
            drawn
            csv={() => csvOf(shown)}
            controls={
              <Switch
                size="xs"
                label={t('experts.flow.table')}
                checked={isTable}
                onChange={(event) => setIsTable(event.currentTarget.checked)}
              />
            }
          >
            <RoutingFlow {...shown} />
            {isTable && <FlowTable flow={shown} />}
          </PictureFrame>
        )}
      </Stack>
    </Section>
  );
}

interface ShownFlow {
  tokens: string[];
  layers: number;
  experts: number;
  perToken: 1 | 2;
  chosen: Int32Array;
  gates: Float32Array;
  dropped: boolean[];
  step: number;
  capacity: number;
  /** Of all choices. */
  lost: number;
}

/** Of a long text, its beginning. */
function flowOf(reading: RoutingReading, options: ExpertOptions): ShownFlow {
  const { layers, step } = reading;
  const { count: experts, perToken } = options;
  const tokens = reading.tokens.slice(0, mostTokens);
  const [all, kept] = [reading.tokens.length * perToken, tokens.length * perToken];
  const layerOf = <Numbers extends Int32Array | Float32Array>(numbers: Numbers, layer: number) => [
    ...numbers.subarray(layer * all, layer * all + kept),
  ];
  const everyLayer = Array.from({ length: layers }, (_, layer) => layer);
  const chosen = everyLayer.flatMap((layer) => layerOf(reading.chosen, layer));
  const dropped = everyLayer.flatMap((layer) =>
    droppedChoices(chosen.slice(layer * kept, (layer + 1) * kept), options),
  );
  return {
    ...{ tokens, layers, experts, perToken, step, dropped },
    chosen: Int32Array.from(chosen),
    gates: Float32Array.from(everyLayer.flatMap((layer) => layerOf(reading.gates, layer))),
    capacity: capacityOf(options, tokens.length),
    lost: dropped.filter(Boolean).length,
  };
}

/** What is typed, else an example that suits the model; sent whenever it, the model or its weights change. */
function useText() {
  const { t } = useTranslation();
  const source = useLab((state) => state.source);
  const readRouting = useLab((state) => state.readRouting);
  const example = t(`inside.text.${useLab(exampleName)}`);
  const [own, setOwn] = useState<string | null>(null);
  const value = own ?? example;
  const isLive = useLab(
    ({ run }) =>
      source.kind === 'run' &&
      source.step === null &&
      source.runId === run?.id &&
      run.status === 'running',
  );
  useEffect(() => {
    if (value === '') return;
    const timer = setTimeout(() => void readRouting(value), typingDelay);
    return () => clearTimeout(timer);
  }, [source, value, isLive, readRouting]);
  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => {
      const { experts } = useLab.getState();
      if (!document.hidden && experts.text !== '') void readRouting(experts.text);
    }, liveDelay);
    return () => clearInterval(timer);
  }, [isLive, readRouting]);
  return { value, edit: (next: string) => setOwn(next === example ? null : next) };
}

/** The places of a token's choices in a layer. */
function choicesOf({ tokens, perToken }: ShownFlow, layer: number, token: number): number[] {
  const first = (layer * tokens.length + token) * perToken;
  return Array.from({ length: perToken }, (_, choice) => first + choice);
}

function FlowTable({ flow }: { flow: ShownFlow }) {
  const { t } = useTranslation();
  const { tokens, layers, chosen, gates, dropped } = flow;
  const everyLayer = Array.from({ length: layers }, (_, layer) => layer);
  const cell = (at: number) =>
    t(dropped[at] ? 'experts.flow.cellDropped' : 'experts.flow.cell', {
      expert: chosen[at] + 1,
      gate: gates[at].toFixed(2),
    });
  return (
    <NumberTable
      label={t('experts.flow.tableLabel')}
      columns={[
        t('experts.flow.token1'),
        ...everyLayer.map((layer) => t('experts.layer', { layer: layer + 1 })),
      ]}
      rows={tokens.map((token, place) => ({
        id: String(place),
        name: token,
        cells: everyLayer.map((layer) => choicesOf(flow, layer, place).map(cell).join(' + ')),
      }))}
    />
  );
}

function csvOf(flow: ShownFlow): string {
  const { tokens, layers, chosen, gates, dropped } = flow;
  const rows = Array.from({ length: layers }, (_, layer) =>
    tokens.flatMap((token, place) =>
      choicesOf(flow, layer, place).map((at) => [
        layer + 1,
        place,
        token,
        chosen[at] + 1,
        gates[at],
        dropped[at] ? 1 : 0,
      ]),
    ),
  ).flat();
  return toCsv(['layer', 'place', 'token', 'expert', 'gate', 'dropped'], rows);
}
