/**
 * @file Many texts of each column, or of one column while one of its knobs goes through its range: what
 * the strategies are like, in a plane of quality and diversity and in a table.
 */
import { Group, Input, Progress, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QualityPlane } from '../../pictures/QualityPlane';
import { PictureFrame } from '../../pictures/PictureFrame';
import type { Sweep } from '../../experiment/decoding-stream';
import { useLab } from '../../state/lab';
import { repeatFigures } from '../../state/selectors';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { StartStop } from '../controls/start-stop';
import { useSourceName } from '../controls/use-source-name';
import { useModelNames } from './use-model-names';
import { repeatsCsv, RepeatsTable, type RepeatRow } from './repeats-table';
import { RepeatsTree } from './repeats-tree';
import { strategySigns } from './strategies';
import { sweepKnobs } from './sweep';
import { SweepCurves } from './sweep-curves';

const counts = ['20', '50', '100'];
const allColumns = 'columns';
/** Texts shown of the chosen point. */
const shownTexts = 5;

export function RepeatsSection() {
  const { t } = useTranslation();
  const decoding = useLab((state) => state.spec.decoding);
  const { status, request, source, strategies, total, error } = useLab((state) => state.repeats);
  const isWriting = useLab((state) => state.decoding.status === 'running');
  const repeat = useLab((state) => state.repeat);
  const cancelRepeats = useLab((state) => state.cancelRepeats);
  const vocabularySize = useLab(({ model, spec }) =>
    Math.max(1, model.info?.config.vocabularySize ?? spec.tokenizer.vocabularySize),
  );
  const nameOf = useSourceName();
  const [what, setWhat] = useState(allColumns);
  const [count, setCount] = useState(counts[0]);
  const [selected, setSelected] = useState<number | null>(null);
  const knobs = useMemo(
    () => sweepKnobs(decoding.columns, vocabularySize),
    [decoding.columns, vocabularySize],
  );
  const chosen = knobs.find(({ id }) => id === what) ?? null;
  /** The sweep whose texts are shown; null: those of the columns. */
  const swept = request?.sweep ?? null;
  const knobName = ({ column, processor, knob }: Sweep) =>
    t('decode.repeats.knob', {
      column: column + 1,
      processor: t(`decode.processors.${processor}.name`),
      knob: t(`decode.knobs.${knob}`),
    });
  const modelNames = useModelNames();
  const rows = useMemo(
    () =>
      strategies.flatMap(({ config, texts }, index): RepeatRow[] => {
        if (texts.length === 0) return [];
        const signs = strategySigns(config);
        const kind = t(`decode.strategies.${config.kind}`);
        const names = swept
          ? {
              name: `${t(`decode.knobs.${swept.knob}`)} = ${swept.values[index]}`,
              short: String(swept.values[index]),
            }
          : {
              name: [`${kind}${signs && ` (${signs})`}`, ...modelNames(config.model)].join(' · '),
              short: `${index + 1} · ${kind}`,
            };
        return [{ index, ...names, ...repeatFigures(texts) }];
      }),
    [strategies, swept, modelNames, t],
  );
  const texts = selected === null ? [] : (strategies[selected]?.texts ?? []);
  const done = strategies.reduce((sum, one) => sum + one.texts.length, 0);

  const start = () => {
    setSelected(null);
    void repeat({
      prompt: decoding.prompt,
      seed: decoding.seed,
      maxTokens: decoding.maxTokens,
      stop: decoding.stop,
      strategies: chosen?.strategies ?? decoding.columns,
      repeats: Number(count),
      sweep: chosen?.sweep ?? null,
    });
  };

  return (
    <Section title={t('decode.repeats.title')} hint={t('decode.repeats.hint')}>
      <Stack gap="lg">
        <Group align="end" gap="md">
          <Select
            label={t('decode.repeats.what')}
            w={{ base: '100%', xs: 340 }}
            allowDeselect={false}
            value={chosen ? what : allColumns}
            onChange={(value) => setWhat(value ?? allColumns)}
            data={[
              { value: allColumns, label: t('decode.repeats.all') },
              {
                group: t('decode.repeats.sweep'),
                items: knobs.map(({ id, sweep }) => ({ value: id, label: knobName(sweep) })),
              },
            ]}
          />
          <Input.Wrapper label={t('decode.repeats.count')} labelElement="div">
            <SegmentedControl
              aria-label={t('decode.repeats.count')}
              data={counts}
              value={count}
              onChange={setCount}
              display="flex"
            />
          </Input.Wrapper>
          <StartStop
            isWorking={status === 'running'}
            start={t('decode.repeats.start')}
            stop={t('decode.repeats.stop')}
            icon={IconRepeat}
            onStart={start}
            onStop={() => void cancelRepeats()}
            disabled={isWriting}
            variant="light"
          />
        </Group>
        <ErrorAlert error={error} title={t('decode.failed')} />
        {status === 'running' && (
          <div aria-live="polite">
            <Progress value={(100 * done) / total} aria-label={t('decode.repeats.title')} />
            <Text fz="sm" c="dimmed" mt={4}>
              {t('decode.repeats.progress', { done, total })}
            </Text>
          </div>
        )}
        {rows.length > 0 && (
          <>
            <PictureFrame
              title={swept ? knobName(swept) : t('decode.repeats.plane')}
              caption={t('decode.repeats.caption')}
              file="decoding-repeats"
              drawn
              csv={() => repeatsCsv(rows)}
            >
              <QualityPlane
                points={rows.map(({ short, quality, selfBleu }) => ({
                  name: short,
                  quality,
                  diversity: Number.isNaN(selfBleu) ? null : 1 - selfBleu,
                }))}
                isSweep={swept !== null}
                selected={rows.findIndex(({ index }) => index === selected)}
                onSelect={(point) => {
                  const { index } = rows[point];
                  setSelected(index === selected ? null : index);
                }}
              />
            </PictureFrame>
            {selected !== null && (
              <Stack gap="xs" component="ol" m={0} pl="lg" aria-label={t('decode.repeats.texts')}>
                {texts.slice(0, shownTexts).map(({ seed, text }) => (
                  <Text
                    key={seed}
                    component="li"
                    fz="sm"
                    lh={1.6}
                    style={{ overflowWrap: 'anywhere' }}
                  >
                    {request?.prompt}
                    <Text span inherit fw={600}>
                      {text}
                    </Text>
                  </Text>
                ))}
              </Stack>
            )}
            <RepeatsTree
              prompt={request?.prompt ?? ''}
              rows={rows}
              textsOf={({ index }) => strategies[index].texts}
              selected={selected}
              onSelect={setSelected}
            />
            {swept && <SweepCurves rows={rows} values={swept.values} name={knobName(swept)} />}
            <RepeatsTable rows={rows} />
            {source && (
              <Text fz="sm" c="dimmed">
                {t('decode.repeats.by', { name: nameOf(source) })}
              </Text>
            )}
          </>
        )}
      </Stack>
    </Section>
  );
}
