/**
 * @file A beam search as a tree that grows step by step: what every step looked at, what it kept, and what
 * it gave up.
 */
import { SegmentedControl, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BeamStep, TreeNode } from '../../decoding/beam/tree';
import type { StrategyConfig } from '../../decoding/types';
import { toCsv } from '../../pictures/csv';
import { formatNumber, formatProbability } from '../../pictures/format';
import { PictureFrame } from '../../pictures/PictureFrame';
import { TokenTree, type TreeToken } from '../../pictures/TokenTree';
import { useLab } from '../../state/lab';
import { treeAfter } from '../../state/selectors';
import type { Tokenizer } from '../../text/types';
import { Section } from '../controls/chapter-parts';
import { PlayerBar } from '../controls/player-bar';
import { usePlayer } from '../controls/use-player';
import { rootLabel } from './root-label';

/** Tokens in one picture: more make it slow to draw and hard to read. */
const mostTokens = 600;
/** Steps per second at first. */
const firstSpeed = 5;

export interface BeamSectionProps {
  /** By column; null where its model is not known yet. */
  tokenizers: readonly (Tokenizer | null)[];
}

export function BeamSection({ tokenizers }: BeamSectionProps) {
  const { t } = useTranslation();
  const { columns, shownConfig } = useLab((state) => state.decoding);
  const [chosen, setChosen] = useState<number | null>(null);
  const searches = columns.flatMap((column, index) => {
    const config = shownConfig?.columns[index];
    const steps = column?.beamSteps;
    return config?.kind === 'beam' && steps && steps.length > 0 ? [{ index, config, steps }] : [];
  });
  const search = searches.find(({ index }) => index === chosen) ?? searches.at(0);
  const tokenizer = search && tokenizers.at(search.index);
  if (!tokenizer) return null;
  return (
    <Section title={t('decodeTree.beam.title')} hint={t('decodeTree.beam.hint')}>
      <Stack gap="md">
        {searches.length > 1 && (
          <SegmentedControl
            aria-label={t('decodeTree.beam.which')}
            style={{ alignSelf: 'start' }}
            value={String(search.index)}
            onChange={(value) => setChosen(Number(value))}
            data={searches.map(({ index }) => ({
              value: String(index),
              label: t('decodeTree.beam.column', { column: index + 1 }),
            }))}
          />
        )}
        <GrowingTree key={search.index} {...search} tokenizer={tokenizer} />
      </Stack>
    </Section>
  );
}

interface GrowingTreeProps {
  config: Extract<StrategyConfig, { kind: 'beam' }>;
  steps: readonly BeamStep[];
  tokenizer: Tokenizer;
}

function GrowingTree({ config, steps, tokenizer }: GrowingTreeProps) {
  const { t } = useTranslation();
  const shownConfig = useLab((state) => state.decoding.shownConfig);
  const player = usePlayer(steps.length, shownConfig, firstSpeed);
  const { step } = player;
  const shownSteps = Math.max(1, Math.floor(mostTokens / (2 * config.beams)));
  const tree = useMemo(() => treeAfter(steps, step, shownSteps), [steps, step, shownSteps]);
  const hasGroups = (config.groups ?? 1) > 1;
  const label = ({ id }: TreeNode) =>
    id === tokenizer.endOfText ? t('pictures.probability.endOfText') : tokenizer.label(id);
  const detail = (node: TreeNode) => {
    const figures = t(node.isEnd ? 'decodeTree.beam.ended' : `decodeTree.beam.${node.fate}`, {
      token: label(node),
      length: node.length,
      probability: formatProbability(node.probability),
      logProbability: formatNumber(node.logProbability),
      score: formatNumber(node.score),
    });
    return hasGroups ? t('decodeTree.beam.ofGroup', { figures, group: node.group + 1 }) : figures;
  };
  const tokens = tree.map((node): TreeToken => ({
    parent: node.parent,
    label: label(node),
    look: node.fate,
    isEnd: node.isEnd,
    detail: detail(node),
  }));
  const now = steps[step - 1];
  const best = tree.filter(({ fate }) => fate === 'best');
  const place = t('decodeTree.beam.place', { step, last: steps.length });
  return (
    <Stack gap="md">
      <PlayerBar player={player} last={steps.length} place={place} />
      <PictureFrame
        title={t('decodeTree.beam.picture')}
        caption={t('decodeTree.beam.caption')}
        file="beam-tree"
        drawn
        csv={() => beamCsv(treeAfter(steps, steps.length), tokenizer)}
      >
        <TokenTree
          root={
            step > shownSteps ? '…' : rootLabel(shownConfig?.prompt ?? '', t('decodeTree.start'))
          }
          tokens={tokens}
          description={t('decodeTree.beam.description', {
            place,
            running: now?.running.length ?? 1,
            finished: now?.finished.length ?? 0,
            best: tokenizer.decode(best.map(({ id }) => id)),
          })}
          followsEnd
        />
      </PictureFrame>
    </Stack>
  );
}

function beamCsv(tree: readonly TreeNode[], tokenizer: Tokenizer): string {
  return toCsv(
    [
      'node',
      'parent',
      'step',
      'group',
      'id',
      'token',
      'probability',
      'log_probability',
      'score',
      'fate',
      'ended',
    ],
    tree.map((node, index) => [
      index,
      node.parent,
      node.length,
      node.group,
      node.id,
      tokenizer.label(node.id),
      node.probability,
      node.logProbability,
      node.score,
      node.fate,
      Number(node.isEnd),
    ]),
  );
}
