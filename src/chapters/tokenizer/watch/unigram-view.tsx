/**
 * @file Unigram, one stage at a time: the vocabulary shrinks, and a word is cut anew under each of
 * them; the expected counts and the losses by which it shrinks.
 */
import { Box, Grid, Stack, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../language/use-numbers';
import { toCsv } from '../../../pictures/csv';
import { formatNumber } from '../../../pictures/format';
import { LatticeView } from '../../../pictures/LatticeView';
import { PictureFrame } from '../../../pictures/PictureFrame';
import { RankedBars } from '../../../pictures/RankedBars';
import { latticeAt } from '../../../state/tokenizer-parts';
import type { UnigramStage, UnigramTrace } from '../../../text/tokenizers/unigram-trace';
import { PlayerBar } from '../../controls/player-bar';
import { Segmentations } from './segmentations';
import { usePlayer } from '../../controls/use-player';
import { LearningCurve } from './learning-curve';

/** Longer words make a lattice that no screen holds. */
const longestWord = 16;
const shownPieces = 12;

export function UnigramView({ trace }: { trace: UnigramTrace }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const last = trace.stages.length - 1;
  const player = usePlayer(last, trace, 1);
  const { step } = player;
  const stage = trace.stages[step];
  const firstWord = useMemo(() => wordOf(trace.text), [trace]);
  const [typed, setTyped] = useState<string | null>(null);
  const word = typed ?? firstWord;

  return (
    <Stack gap={32}>
      <Stack gap="md">
        <PlayerBar
          player={player}
          last={last}
          place={t('tokenizerWatch.unigram.place', { step: step + 1, last: last + 1 })}
        />
        <Text
          lh={1.5}
          mih={{ base: 96, sm: 48 }}
          maw={760}
          aria-live={player.isPlaying ? 'off' : 'polite'}
        >
          {t(`tokenizerWatch.unigram.stages.${stage.phase}`, {
            round: stage.round + 1,
            pieces: integer(stage.pieces.length),
            dropped: integer(stage.dropped),
            objective: formatNumber(stage.objective ?? 0),
          })}
        </Text>
        <TextInput
          w={260}
          label={t('tokenizerWatch.unigram.word')}
          description={t('tokenizerWatch.unigram.wordHelp', { limit: longestWord })}
          value={word}
          maxLength={longestWord}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Stack>
      {word !== '' && (
        <>
          <Lattice stage={stage} word={word} />
          <Segmentations stage={stage} word={word} />
        </>
      )}
      <Grid gap={{ base: 32, md: 48 }}>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <StageBars stage={stage} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <PieceCurve trace={trace} step={step} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** The longest word of the text that fits; of a text without spaces, its beginning. */
function wordOf(text: string): string {
  const words = (text.match(/\p{L}+/gu) ?? []).filter((word) => word.length <= 12);
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
  return longest === '' ? (text.trim().match(/\S{1,8}/u)?.[0] ?? '') : ` ${longest}`;
}

function Lattice({ stage, word }: { stage: UnigramStage; word: string }) {
  const { t } = useTranslation();
  const lattice = useMemo(() => latticeAt(stage, word), [stage, word]);
  return (
    <PictureFrame
      title={t('tokenizerWatch.unigram.latticeTitle', { word: lattice.text })}
      caption={t('tokenizerWatch.unigram.latticeCaption')}
      file="lattice"
      drawn
      csv={() =>
        toCsv(
          ['piece', 'start', 'end', 'log probability', 'posterior', 'best'],
          lattice.nodes.map(({ piece, start, end, score, posterior, best }) => [
            ...[piece, start, end, score, posterior, String(best)],
          ]),
        )
      }
    >
      <Box mih={180}>
        <LatticeView word={lattice.text} pieces={lattice.nodes} />
      </Box>
    </PictureFrame>
  );
}

/** What the stage is decided by. */
function StageBars({ stage }: { stage: UnigramStage }) {
  const { t } = useTranslation();
  const piece = t('tokenizerWatch.unigram.piece');
  const csv = () =>
    toCsv(
      ['piece', 'log probability'],
      stage.pieces.map(({ piece: name, score }) => [name, score]),
    );
  switch (stage.phase) {
    case 'em':
      return (
        <PictureFrame
          title={t('tokenizerWatch.unigram.countsTitle')}
          caption={t('tokenizerWatch.unigram.countsCaption')}
          file="pieces"
          csv={csv}
        >
          <RankedBars
            label={t('tokenizerWatch.unigram.countsTitle')}
            columns={[piece, t('tokenizerWatch.unigram.count')]}
            bars={stage.counts.map(({ piece: label, count }) => ({ label, value: count }))}
          />
        </PictureFrame>
      );
    case 'prune':
      return (
        <PictureFrame
          title={t('tokenizerWatch.unigram.lossesTitle')}
          caption={t('tokenizerWatch.unigram.lossesCaption')}
          file="pieces"
          csv={csv}
        >
          <RankedBars
            label={t('tokenizerWatch.unigram.lossesTitle')}
            columns={[piece, t('tokenizerWatch.unigram.loss')]}
            bars={stage.losses.map(({ piece: label, loss, dropped }) => ({
              label,
              value: loss,
              isDropped: dropped,
            }))}
          />
        </PictureFrame>
      );
    case 'seed':
    case 'final':
      return (
        <PictureFrame
          title={t('tokenizerWatch.unigram.likeliestTitle')}
          caption={t('tokenizerWatch.unigram.likeliestCaption')}
          file="pieces"
          csv={csv}
        >
          <RankedBars
            label={t('tokenizerWatch.unigram.likeliestTitle')}
            columns={[piece, t('tokenizerWatch.unigram.probability')]}
            bars={stage.pieces
              .toSorted((first, second) => second.score - first.score)
              .slice(0, shownPieces)
              .map(({ piece: label, score }) => ({ label, value: Math.exp(score) }))}
          />
        </PictureFrame>
      );
  }
}

function PieceCurve({ trace, step }: { trace: UnigramTrace; step: number }) {
  const { t } = useTranslation();
  const points = useMemo(
    () => trace.stages.map(({ pieces }, index) => ({ x: index + 1, y: pieces.length })),
    [trace],
  );
  const csv = () =>
    toCsv(
      ['stage', 'round', 'phase', 'pieces', 'objective'],
      trace.stages.map(({ round, phase, pieces, objective }, index) => [
        ...[index + 1, round + 1, phase, pieces.length, objective ?? ''],
      ]),
    );
  return (
    <LearningCurve
      title={t('tokenizerWatch.unigram.curveTitle')}
      caption={t('tokenizerWatch.unigram.curveCaption')}
      xLabel={t('tokenizerWatch.unigram.stage')}
      name={t('tokenizerWatch.unigram.pieces')}
      points={points}
      here={step + 1}
      file="pieces-by-stage"
      csv={csv}
      height={260}
    />
  );
}
