/**
 * @file What becomes of the inspected text when heads are switched off or patched and the mask is edited.
 */
import { Anchor, Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelledParts } from '../../experiment/intervention';
import type { ModelInfo } from '../../experiment/model-info';
import { HeadSwitches } from '../../pictures/HeadSwitches';
import { MaskGrid } from '../../pictures/MaskGrid';
import { PictureFrame } from '../../pictures/PictureFrame';
import { Swatch } from '../../pictures/Swatch';
import { canSee, editedSight, sightOf } from '../../state/diagram';
import { useLab } from '../../state/lab';
import { Section } from '../controls/chapter-parts';
import { ErrorAlert } from '../controls/error-alert';
import { ChangedAnswers } from './changed-answers';

/** Milliseconds without a key press before a text is sent. */
const typingDelay = 250;
/** Tokens of which the mask is drawn. */
const mostDrawn = 20;

export function InterventionSection({ info }: { info: ModelInfo }) {
  const { t } = useTranslation();
  const inspection = useLab((state) => state.inside.inspection);
  const { reading, error } = useLab((state) => state.intervention);
  const intervene = useLab((state) => state.intervene);

  // Whenever the model or its text was looked at anew.
  useEffect(() => {
    if (inspection) void intervene({});
  }, [inspection, intervene]);

  return (
    <Section title={t('intervention.title')} hint={t('intervention.hint')}>
      <ErrorAlert error={error} title={t('intervention.failed')} />
      {reading && (
        <Grid gap={{ base: 40, md: 56 }}>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack gap={40}>
              <Heads />
              <Mask info={info} tokens={reading.tokens} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <ChangedAnswers reading={reading} />
          </Grid.Col>
        </Grid>
      )}
    </Section>
  );
}

function Heads() {
  const { t } = useTranslation();
  const { heads, reading, importance, measuring } = useLab((state) => state.intervention);
  const intervene = useLab((state) => state.intervene);
  const measureHeads = useLab((state) => state.measureHeads);
  if (!reading) return null;
  const { attentions, heads: perAttention, tokens } = reading;
  const isPair = tokens.source.length > 0;
  const press = (index: number) => {
    const afterOff = reading.otherTokens ? 'patched' : 'kept';
    const next = { kept: 'off', off: afterOff, patched: 'kept' } as const;
    const all = Array.from(
      { length: attentions.length * perAttention },
      (_, at) => heads[at] ?? 'kept',
    );
    void intervene({ heads: all.map((state, at) => (at === index ? next[state] : state)) });
  };
  return (
    <PictureFrame
      title={t('intervention.heads.title')}
      caption={t('intervention.heads.caption')}
      file="heads"
    >
      <Stack gap="sm">
        <HeadSwitches
          rows={attentions.map(({ kind, layer }) =>
            t(`intervention.heads.rows.${isPair ? kind : 'only'}`, { layer: layer + 1 }),
          )}
          heads={perAttention}
          states={heads}
          importance={importance}
          onPress={press}
        />
        <Group gap="md">
          <Button
            size="xs"
            variant="default"
            loading={measuring}
            onClick={() => void measureHeads()}
          >
            {t('intervention.heads.measure')}
          </Button>
          {heads.some((state) => state !== 'kept') && (
            <Anchor
              component="button"
              type="button"
              fz="sm"
              onClick={() => void intervene({ heads: [] })}
            >
              {t('intervention.heads.reset')}
            </Anchor>
          )}
        </Group>
        {importance && (
          <Text fz="xs" c="dimmed">
            {t('intervention.heads.worth')}
          </Text>
        )}
        <OtherText part="text" isPair={isPair} />
        {isPair && <OtherText part="target" isPair />}
      </Stack>
    </PictureFrame>
  );
}

/** A part of the text that patched heads have read. It is sent when its typing pauses. */
function OtherText({ part, isPair }: { part: 'text' | 'target'; isPair: boolean }) {
  const { t } = useTranslation();
  const { other, reading } = useLab((state) => state.intervention);
  const intervene = useLab((state) => state.intervene);
  const [text, setText] = useState(other[part]);

  useEffect(() => {
    const sent = () => useLab.getState().intervention.other;
    if (text === sent()[part]) return;
    // The other part may have been sent meanwhile.
    const send = () => void intervene({ other: { ...sent(), [part]: text } });
    const timer = setTimeout(send, typingDelay);
    return () => clearTimeout(timer);
  }, [text, part, intervene]);

  const side = part === 'text' && isPair ? 'source' : 'target';
  const own = reading?.tokens[side].length ?? 0;
  const others = reading?.otherTokens?.[side].length ?? 0;
  const words = part === 'target' ? 'otherTarget' : isPair ? 'otherSource' : 'other';
  return (
    <Stack gap={4}>
      <TextInput
        label={t(`intervention.heads.${words}`)}
        description={t(`intervention.heads.${words}Help`)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text !== '' && others > 0 && (
        <Text fz="xs" c="dimmed">
          {t('intervention.heads.otherTokens', {
            tokens: others,
            own,
            common: Math.min(own, others),
          })}
        </Text>
      )}
    </Stack>
  );
}

interface MaskProps {
  info: ModelInfo;
  tokens: LabelledParts;
}

function Mask({ info, tokens: { source, target } }: MaskProps) {
  const { t } = useTranslation();
  const { flipped } = useLab((state) => state.intervention);
  const intervene = useLab((state) => state.intervene);
  const { architecture = 'decoder-only', window } = info.config;
  const isPair = source.length > 0;
  const ofEach = isPair ? mostDrawn / 2 : mostDrawn;
  const drawnSource = source.slice(0, ofEach);
  const drawn = [...drawnSource, ...target.slice(0, ofEach)];
  /** Where a drawn token stands among all. */
  const placeOf = (at: number) =>
    at < drawnSource.length ? at : at - drawnSource.length + source.length;
  const length = source.length + target.length;
  const pairOf = (query: number, key: number) => placeOf(query) * length + placeOf(key);
  const sight = editedSight(
    sightOf(architecture, source.length, window),
    length,
    new Set(flipped),
    source.length,
  );
  const toggle = (query: number, key: number) => {
    const pair = pairOf(query, key);
    const others = flipped.filter((other) => other !== pair);
    void intervene({ flipped: others.length < flipped.length ? others : [...flipped, pair] });
  };
  return (
    <PictureFrame
      title={t('intervention.mask.title')}
      caption={t('intervention.mask.caption')}
      file="edited-mask"
      drawn
    >
      <MaskGrid
        label={t('intervention.mask.label')}
        tokens={drawn}
        writes={drawn.map(() => null)}
        sight={(query, key) => sight(placeOf(query), placeOf(key))}
        sourceLength={isPair ? drawnSource.length : drawn.length}
        edit={{
          isChanged: (query, key) => flipped.includes(pairOf(query, key)),
          onToggle: toggle,
          isFixed: (query, key) => !canSee(placeOf(query), placeOf(key), source.length),
        }}
      />
      {isPair && (
        <Text fz="sm" c="dimmed">
          <Swatch color="var(--picture-accent)" /> {t('architectures.masks.self')}
          {' · '}
          <Swatch color="var(--picture-second)" /> {t('architectures.masks.cross')}
        </Text>
      )}
      <Text fz="xs" c="dimmed">
        {drawn.length < length &&
          t(`intervention.mask.${isPair ? 'cutParts' : 'cut'}`, { count: ofEach })}{' '}
        {flipped.length > 0 && (
          <Anchor
            component="button"
            type="button"
            fz="xs"
            onClick={() => void intervene({ flipped: [] })}
          >
            {t('intervention.mask.reset')}
          </Anchor>
        )}
      </Text>
    </PictureFrame>
  );
}
