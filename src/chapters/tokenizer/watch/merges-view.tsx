/**
 * @file Merges, one at a time: the pair counts, the text as it is cut now, the vocabulary, and the
 * merges that any token was made by.
 */
import { Box, Grid, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../language/use-numbers';
import { toCsv } from '../../../pictures/csv';
import { LearnedTokens } from '../../../pictures/LearnedTokens';
import { MergeTree } from '../../../pictures/MergeTree';
import { PairBars } from '../../../pictures/PairBars';
import { PictureFrame } from '../../../pictures/PictureFrame';
import { TokenStrip, type TokenStripItem } from '../../../pictures/TokenStrip';
import { useHoverLock } from '../../../pictures/use-hover-lock';
import { displaySpans, mergeTree, tokensAfter } from '../../../state/tokenizer-parts';
import type { MergeTrace } from '../../../text/tokenizers/trace';
import { Facts } from '../../controls/facts';
import { PlayerBar } from '../../controls/player-bar';
import { usePlayer } from '../../controls/use-player';
import { LearningCurve } from './learning-curve';

/** UTF-16 units of the text that are drawn: more could not be laid out 20 times a second. */
const shownLength = 500;
const shownTokens = 100;

export function MergesView({ trace }: { trace: MergeTrace }) {
  const { t } = useTranslation();
  const { integer } = useNumbers();
  const last = trace.merges.length;
  const player = usePlayer(last, trace);
  const { step } = player;
  const state = trace.states[step];
  const newest = step === 0 ? undefined : trace.merges[step - 1].merged;
  const { locked, toggle } = useHoverLock<number>();
  const [hovered, setHovered] = useState<number>();
  const items = useItems(trace, step);

  const isMarked = ({ ids }: TokenStripItem) =>
    ids.some((id) => id === (hovered ?? newest) || id === locked);
  const learned = useMemo(
    () =>
      Array.from(new Set(trace.merges.slice(0, step).map(({ merged }) => merged)))
        .slice(-shownTokens)
        .reverse()
        .map((id) => ({ id, label: trace.labels[id] })),
    [trace, step],
  );
  const characters = useMemo(() => Array.from(trace.text).length, [trace]);
  const chosen = locked !== undefined && locked < trace.labels.length ? locked : newest;
  const isOver = step === last;
  const { kind, wordPieceScore } = trace.settings;
  const byLikelihood = kind === 'wordpiece' && wordPieceScore === 'likelihood';

  return (
    <Stack gap={32}>
      <Stack gap="md">
        <PlayerBar
          player={player}
          last={last}
          place={t('tokenizerWatch.player.place', { step, last })}
        />
        <Text lh={1.5} mih={{ base: 48, sm: 24 }} aria-live={player.isPlaying ? 'off' : 'polite'}>
          <MergeSentence trace={trace} step={step} />
        </Text>
        <Facts
          facts={[
            { name: t('tokenizerWatch.facts.vocabulary'), value: integer(state.vocabularySize) },
            { name: t('tokenizerWatch.facts.tokens'), value: integer(state.tokens) },
            {
              name: t('tokenizerWatch.facts.charactersPerToken'),
              value: (characters / Math.max(1, state.tokens)).toFixed(2),
            },
          ]}
        />
      </Stack>
      <Grid gap={{ base: 32, md: 48 }}>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <PictureFrame
            title={t('tokenizerWatch.pairs.title')}
            caption={t('tokenizerWatch.pairs.caption')}
            file="pairs"
            csv={() => pairsCsv(trace, step)}
          >
            <PairBars
              pairs={state.candidates.map(({ left, right, count, score }) => ({
                left: trace.labels[left],
                right: trace.labels[right],
                count,
                score,
              }))}
              hasWinner={!isOver}
              scored={byLikelihood}
            />
          </PictureFrame>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <PictureFrame
            title={t('tokenizerWatch.strip.title')}
            caption={t('tokenizerWatch.strip.caption', { shown: integer(shownLength) })}
            file="tokens"
            csv={() => tokensCsv(trace, step)}
          >
            <Box h={360} style={{ overflow: 'auto' }}>
              <TokenStrip
                items={items}
                idsShown={false}
                isMarked={isMarked}
                onHoverId={setHovered}
                onSelect={({ ids }) => toggle(ids[0])}
              />
            </Box>
          </PictureFrame>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <PictureFrame
            title={t('tokenizerWatch.learned.title')}
            caption={t('tokenizerWatch.learned.caption')}
            file="merges"
            csv={() => mergesCsv(trace)}
          >
            <Box h={240} style={{ overflow: 'auto' }}>
              {step === 0 ? (
                <Text c="dimmed" fz="sm">
                  {t('tokenizerWatch.learned.empty')}
                </Text>
              ) : (
                <LearnedTokens tokens={learned} selectedId={chosen} onSelect={toggle} />
              )}
            </Box>
          </PictureFrame>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          {chosen !== undefined && <Tree trace={trace} id={chosen} />}
        </Grid.Col>
      </Grid>
      <TokenCurve trace={trace} step={step} />
    </Stack>
  );
}

function useItems(trace: MergeTrace, step: number) {
  return useMemo(() => {
    const spans = tokensAfter(trace, step, shownLength);
    return displaySpans(spans, trace.text.slice(0, spans.at(-1)?.end ?? 0));
  }, [trace, step]);
}

function MergeSentence({ trace, step }: { trace: MergeTrace; step: number }) {
  const { t } = useTranslation();
  if (step === 0) return t('tokenizerWatch.step.none');
  const { left, right, merged, count } = trace.merges[step - 1];
  const sentence = t('tokenizerWatch.step.merge', {
    step,
    left: trace.labels[left],
    right: trace.labels[right],
    label: trace.labels[merged],
    count,
    id: merged,
  });
  return step < trace.merges.length ? sentence : `${sentence} ${t('tokenizerWatch.step.end')}`;
}

function Tree({ trace, id }: { trace: MergeTrace; id: number }) {
  const { t } = useTranslation();
  const root = useMemo(() => mergeTree(trace, id), [trace, id]);
  return (
    <PictureFrame
      title={t('tokenizerWatch.tree.title', { label: root.label })}
      caption={t('tokenizerWatch.tree.caption')}
      file="merge-tree"
      drawn
    >
      <Box mih={240}>
        <MergeTree root={root} />
      </Box>
    </PictureFrame>
  );
}

function TokenCurve({ trace, step }: { trace: MergeTrace; step: number }) {
  const { t } = useTranslation();
  const points = useMemo(() => trace.states.map(({ tokens }, x) => ({ x, y: tokens })), [trace]);
  const csv = () =>
    toCsv(
      ['merges', 'tokens', 'vocabulary'],
      trace.states.map(({ tokens, vocabularySize }, merges) => [merges, tokens, vocabularySize]),
    );
  return (
    <LearningCurve
      title={t('tokenizerWatch.curve.title')}
      caption={t('tokenizerWatch.curve.caption')}
      xLabel={t('tokenizerWatch.curve.merges')}
      name={t('tokenizerWatch.curve.tokens')}
      points={points}
      here={step}
      file="tokens-by-merges"
      csv={csv}
      height={220}
    />
  );
}

function pairsCsv(trace: MergeTrace, step: number): string {
  return toCsv(
    ['left', 'right', 'count', 'score'],
    trace.states[step].candidates.map(({ left, right, count, score }) => [
      trace.labels[left],
      trace.labels[right],
      count,
      score,
    ]),
  );
}

function tokensCsv(trace: MergeTrace, step: number): string {
  return toCsv(
    ['token', 'id', 'start', 'end'],
    tokensAfter(trace, step).map(({ id, start, end }) => [trace.labels[id], id, start, end]),
  );
}

function mergesCsv({ merges, labels }: MergeTrace): string {
  return toCsv(
    ['merge', 'left', 'right', 'token', 'id', 'count'],
    merges.map(({ left, right, merged, count }, index) => [
      ...[index + 1, labels[left], labels[right], labels[merged], merged, count],
    ]),
  );
}
