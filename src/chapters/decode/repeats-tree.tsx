/**
 * @file Many texts of one strategy as one tree: where they stay together, and where they part.
 */
import { Select, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextNode } from '../../decoding/text-tree';
import type { LabelledText } from '../../experiment/decoding-stream';
import { toCsv } from '../../pictures/csv';
import { formatProbability } from '../../pictures/format';
import { PictureFrame } from '../../pictures/PictureFrame';
import { TokenTree, type TreeToken } from '../../pictures/TokenTree';
import { commonestPath, textTree } from '../../state/selectors';
import type { RepeatRow } from './repeats-table';
import { rootLabel } from './root-label';

const depth = 20;
/** Of all texts: a branch with less is gathered with others. */
const rareShare = 1 / 40;

export interface RepeatsTreeProps {
  prompt: string;
  rows: readonly RepeatRow[];
  textsOf: (row: RepeatRow) => readonly LabelledText[];
  /** Index of the strategy that is chosen in the plane. */
  selected: number | null;
  onSelect: (index: number) => void;
}

export function RepeatsTree({ prompt, rows, textsOf, selected, onSelect }: RepeatsTreeProps) {
  const { t } = useTranslation();
  const many = rows.filter((row) => row.texts > 1);
  if (many.length === 0) return null;
  const row = many.find(({ index }) => index === selected) ?? many[0];
  return (
    <Stack gap="md">
      {many.length > 1 && (
        <Select
          label={t('decodeTree.texts.which')}
          w={{ base: '100%', xs: 340 }}
          allowDeselect={false}
          value={String(row.index)}
          data={many.map(({ index, name }) => ({ value: String(index), label: name }))}
          onChange={(value) => onSelect(Number(value))}
        />
      )}
      <JoinedTexts prompt={prompt} name={row.name} texts={textsOf(row)} />
    </Stack>
  );
}

interface JoinedTextsProps {
  prompt: string;
  name: string;
  texts: readonly LabelledText[];
}

function JoinedTexts({ prompt, name, texts }: JoinedTextsProps) {
  const { t } = useTranslation();
  const count = texts.length;
  const nodes = useMemo(() => {
    const leastTexts = Math.max(2, Math.ceil(texts.length * rareShare));
    return textTree(
      texts.map(({ ids }) => ids),
      { depth, leastTexts },
    );
  }, [texts]);
  const labels = useMemo(
    () => new Map(texts.flatMap(({ ids, labels: own }) => ids.map((id, at) => [id, own[at]]))),
    [texts],
  );
  const path = useMemo(() => new Set(commonestPath(nodes)), [nodes]);
  const labelOf = ({ id, tokens }: TextNode) =>
    id === null ? t('decodeTree.texts.others', { tokens }) : (labels.get(id) ?? String(id));
  const tokens = nodes.map((node, index): TreeToken => {
    const { parent, id, length, texts: own, ends } = node;
    const before = parent < 0 ? count : nodes[parent].texts;
    return {
      parent,
      label: labelOf(node),
      look: path.has(index) ? 'best' : id === null ? 'pruned' : 'alive',
      isEnd: ends > 0 && id !== null,
      share: own / count,
      detail: t(id === null ? 'decodeTree.texts.gathered' : 'decodeTree.texts.token', {
        token: labelOf(node),
        tokens: node.tokens,
        length,
        own,
        count,
        share: formatProbability(own / before),
        ends,
      }),
    };
  });
  const common = nodes.filter(({ texts: own }) => own === count).length;
  return (
    <PictureFrame
      title={t('decodeTree.texts.picture', { name })}
      caption={t('decodeTree.texts.caption')}
      file="text-tree"
      drawn
      csv={() =>
        toCsv(
          ['node', 'parent', 'place', 'id', 'token', 'texts', 'different_tokens', 'ends'],
          nodes.map((node, index) => [
            index,
            node.parent,
            node.length,
            node.id ?? '',
            labelOf(node),
            node.texts,
            node.tokens,
            node.ends,
          ]),
        )
      }
    >
      <TokenTree
        root={rootLabel(prompt, t('decodeTree.start'))}
        tokens={tokens}
        description={t('decodeTree.texts.description', {
          count,
          common,
          way: nodes
            .filter((_, index) => path.has(index))
            .map(labelOf)
            .join(''),
        })}
      />
    </PictureFrame>
  );
}
