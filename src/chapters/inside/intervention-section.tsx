/**
 * @file What becomes of the inspected text when heads are switched off or patched and the mask is edited.
 */
import { Anchor, Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelInfo } from '../../experiment/model-info';
import { HeadSwitches } from '../../pictures/HeadSwitches';
import { MaskGrid } from '../../pictures/MaskGrid';
import { PictureFrame } from '../../pictures/PictureFrame';
import { seesIn } from '../../state/diagram';
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
  const { heads, otherText, reading, importance, measuring } = useLab(
    (state) => state.intervention,
  );
  const intervene = useLab((state) => state.intervene);
  const measureHeads = useLab((state) => state.measureHeads);
  const [text, setText] = useState(otherText);
  const hasOther = otherText.trim() !== '';

  // A text is sent when its typing pauses.
  useEffect(() => {
    if (text === useLab.getState().intervention.otherText) return;
    const timer = setTimeout(() => void intervene({ otherText: text }), typingDelay);
    return () => clearTimeout(timer);
  }, [text, intervene]);

  const press = (index: number) => {
    const next = { kept: 'off', off: hasOther ? 'patched' : 'kept', patched: 'kept' } as const;
    void intervene({ heads: heads.map((state, at) => (at === index ? next[state] : state)) });
  };
  if (!reading) return null;
  const own = reading.tokens.length;
  const others = reading.otherTokens.length;
  return (
    <PictureFrame
      title={t('intervention.heads.title')}
      caption={t('intervention.heads.caption')}
      file="heads"
    >
      <Stack gap="sm">
        <HeadSwitches
          layers={reading.layers}
          heads={reading.heads}
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
              onClick={() => void intervene({ heads: heads.map(() => 'kept') })}
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
        <TextInput
          label={t('intervention.heads.other')}
          description={t('intervention.heads.otherHelp')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {others > 0 && (
          <Text fz="xs" c="dimmed">
            {t('intervention.heads.otherTokens', {
              tokens: others,
              own,
              common: Math.min(own, others),
            })}
          </Text>
        )}
      </Stack>
    </PictureFrame>
  );
}

function Mask({ info, tokens }: { info: ModelInfo; tokens: readonly string[] }) {
  const { t } = useTranslation();
  const { flipped } = useLab((state) => state.intervention);
  const intervene = useLab((state) => state.intervene);
  const time = tokens.length;
  const drawn = tokens.slice(0, mostDrawn);
  const isSeenByMask = seesIn(info.config);
  const isChanged = (query: number, key: number) => flipped.includes(query * time + key);
  const toggle = (query: number, key: number) => {
    const pair = query * time + key;
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
        sight={(query, key) =>
          isSeenByMask(query, key) !== isChanged(query, key) ? 'self' : 'none'
        }
        sourceLength={drawn.length}
        edit={{ isChanged, onToggle: toggle }}
      />
      <Text fz="xs" c="dimmed">
        {time > mostDrawn && t('intervention.mask.cut', { count: mostDrawn })}{' '}
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
