/**
 * @file Losses and answers of the model as it is and as it has been changed.
 */
import { Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meanOf } from '../../base/mean';
import type { InterventionReading } from '../../experiment/intervention';
import { CandidatePair } from '../../pictures/CandidatePair';
import { toCsv } from '../../pictures/csv';
import { signed } from '../../pictures/HeadSwitches';
import { LossChange } from '../../pictures/LossChange';
import { PictureFrame } from '../../pictures/PictureFrame';

export function ChangedAnswers({ reading }: { reading: InterventionReading }) {
  const { t } = useTranslation();
  const { expected, isEncoder, before, after } = reading;
  const tokens = reading.tokens.target;
  const [chosen, setChosen] = useState<number | null>(null);
  // The last, until another is chosen; the text may have become shorter.
  const place = Math.min(chosen ?? Infinity, tokens.length - 1);
  const losses = [before, after].map(({ losses: all }) => (all.length > 0 ? meanOf(all) : 0));
  return (
    <Stack gap={40}>
      <PictureFrame
        title={t('intervention.answers.title')}
        caption={t(`intervention.answers.${isEncoder ? 'captionEncoder' : 'caption'}`)}
        file="intervention"
        csv={() => csvOf(reading)}
      >
        <Stack gap="sm">
          <Group gap="xl" aria-live="polite">
            <Text fz="sm" c="dimmed">
              {t('intervention.answers.loss')}
            </Text>
            <Text fz="lg" fw={600}>
              {losses[0].toFixed(3)} → {losses[1].toFixed(3)}{' '}
              <Text span fz="sm" c="dimmed">
                ({signed(losses[1] - losses[0])})
              </Text>
            </Text>
          </Group>
          {before === after && (
            <Text fz="sm" c="dimmed">
              {t('intervention.answers.unchanged')}
            </Text>
          )}
          <LossChange
            tokens={tokens}
            expected={expected}
            before={before.losses}
            after={after.losses}
            chosen={place}
            onChoose={setChosen}
          />
        </Stack>
      </PictureFrame>
      <PictureFrame
        title={t(`intervention.answers.${isEncoder ? 'saidThere' : 'said'}`, {
          token: tokens[place],
        })}
        caption={t('intervention.answers.saidCaption')}
        file="answers"
      >
        <CandidatePair
          before={before.said[place]}
          after={after.said[place]}
          expected={expected[place] ?? null}
        />
      </PictureFrame>
    </Stack>
  );
}

function csvOf({ tokens, expected, before, after }: InterventionReading) {
  const rows = before.losses.map((loss, place) => [
    place,
    tokens.target[place],
    expected[place],
    loss,
    after.losses[place],
  ]);
  return toCsv(['place', 'token', 'expected', 'loss', 'loss_changed'], rows);
}
