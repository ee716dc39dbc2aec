/**
 * @file The pictures of tokenizers drawn to markup: deterministic, with the right numbers.
 */
import { describe, expect, it } from 'vitest';
import { FertilityBars } from './FertilityBars';
import { layoutLattice } from './lattice-layout';
import { LatticeView } from './LatticeView';
import { LearnedTokens } from './LearnedTokens';
import { layoutMergeTree, type MergeTreeNode } from './merge-tree-layout';
import { MergeTree } from './MergeTree';
import { NumberTable } from './NumberTable';
import { OverlapMatrix } from './OverlapMatrix';
import { PairBars } from './PairBars';
import { RankedBars } from './RankedBars';
import { draw, occurrences, texts } from './testing';
import { TokenStrip } from './TokenStrip';

const ignore = () => undefined;

const leaf = (id: number, label: string): MergeTreeNode => ({ id, label, merge: 0, parts: null });
const th: MergeTreeNode = { id: 257, label: 'th', merge: 1, parts: [leaf(1, 't'), leaf(2, 'h')] };
const the: MergeTreeNode = { id: 260, label: 'the', merge: 4, parts: [th, leaf(3, 'e')] };

describe('TokenStrip', () => {
  const items = [
    { text: 'the', ids: [260], start: 0, end: 3 },
    { text: ' ', ids: [], start: 3, end: 4 },
    { text: 'the', ids: [260], start: 4, end: 7 },
  ];
  it('leaves text between tokens without colour', () => {
    const markup = draw(<TokenStrip items={items} />);
    expect(occurrences(markup, 'background:var(--picture-token-')).toBe(2);
    expect(markup).toContain('aria-label="between tokens: ·"');
  });
  it('marks what it is told to, and can be a set of buttons', () => {
    const markup = draw(
      <TokenStrip items={items} isMarked={({ start }) => start > 3} onSelect={ignore} />,
    );
    expect(occurrences(markup, 'is-same')).toBe(1);
    expect(occurrences(markup, 'role="button"')).toBe(3);
    expect(occurrences(markup, 'aria-disabled="true"')).toBe(1);
  });
});

describe('PairBars', () => {
  const pairs = [
    { left: 't', right: 'h', count: 8, score: 0.5 },
    { left: '·', right: 'a', count: 4, score: 0.25 },
  ];
  it('draws counts in proportion and marks the winner', () => {
    const markup = draw(<PairBars pairs={pairs} hasWinner rows={3} />);
    expect(texts(markup, 'is-number')).toEqual(['count', '8', '4']);
    expect(markup).toContain('width:50.00%');
    expect(occurrences(markup, 'is-chosen')).toBe(1);
    expect(markup).toMatchSnapshot();
  });
  it('shows scores beside the counts, and no winner at the end', () => {
    const markup = draw(<PairBars pairs={pairs} hasWinner={false} scored />);
    expect(texts(markup, 'is-number')).toEqual(['count', 'score', '8', '0.5', '4', '0.25']);
    expect(markup).not.toContain('is-chosen');
  });
});

describe('MergeTree', () => {
  it('places leaves in a line and merges above their parts', () => {
    const { nodes, width } = layoutMergeTree(the);
    expect(nodes.map(({ node }) => node.label)).toEqual(['t', 'h', 'th', 'e', 'the']);
    const [t, h, first, e, root] = nodes;
    expect([t.y, h.y, e.y]).toEqual([t.y, t.y, t.y]);
    expect(root.y).toBeLessThan(first.y);
    expect(first.y).toBeLessThan(t.y);
    expect(first.x).toBe((t.x + h.x) / 2);
    for (const { x, width: own } of nodes) {
      expect(x - own / 2).toBeGreaterThanOrEqual(0);
      expect(x + own / 2).toBeLessThanOrEqual(width);
    }
  });
  it('tells the merges in order', () => {
    const markup = draw(<MergeTree root={the} />);
    expect(markup).toContain('Merge 1: t + h → th. Merge 4: th + e → the.');
    expect(markup).toMatchSnapshot();
    expect(draw(<MergeTree root={leaf(1, 't')} />)).toContain('before the first merge');
  });
});

describe('LearnedTokens', () => {
  it('are buttons, one of them pressed', () => {
    const markup = draw(
      <LearnedTokens
        tokens={[
          { id: 260, label: 'the' },
          { id: 257, label: 'th' },
        ]}
        selectedId={257}
        onSelect={ignore}
      />,
    );
    expect(occurrences(markup, 'aria-pressed="true"')).toBe(1);
    expect(texts(markup, 'picture-token-ids')).toEqual(['260', '257']);
  });
});

describe('comparisons', () => {
  it('draw what two languages cost on one scale, with the ratio', () => {
    const markup = draw(
      <FertilityBars
        rows={[
          { id: 'a', name: 'GPT-2', english: 100, chinese: 250 },
          { id: 'b', name: 'bytes', english: 0, chinese: 0 },
        ]}
      />,
    );
    expect(texts(markup, 'picture-number')).toEqual(['100', '250', '0', '0']);
    expect(texts(markup, 'is-number')).toEqual(['Chinese ÷ English', '2.50 ×', '–']);
    expect(markup).toContain('width:40.00%');
    expect(markup).toMatchSnapshot();
  });
  it('shade what vocabularies share', () => {
    const markup = draw(
      <OverlapMatrix
        measure="Jaccard index"
        names={['one', 'two']}
        cells={[
          [
            { value: 1, shared: 8 },
            { value: 0.25, shared: 2 },
          ],
          [
            { value: 0.25, shared: 2 },
            { value: 1, shared: 4 },
          ],
        ]}
      />,
    );
    expect(occurrences(markup, '>25.0%<')).toBe(2);
    expect(markup).toContain('title="one and two: 25.0%, 2 tokens in both"');
    expect(occurrences(markup, 'var(--picture-accent) 45%')).toBe(2);
  });
  it('stand in a table', () => {
    const markup = draw(
      <NumberTable
        label="figures"
        columns={['tokenizer', 'tokens']}
        rows={[{ id: 'a', name: 'GPT-2', cells: ['12'] }]}
      />,
    );
    expect(texts(markup, 'is-number')).toEqual(['tokens', '12']);
    expect(texts(markup, 'picture-row-name')).toEqual(['GPT-2']);
  });
});

describe('LatticeView', () => {
  const pieces = [
    { piece: '▁', start: 0, end: 1, score: -3, posterior: 0.1, best: false },
    { piece: '▁c', start: 0, end: 2, score: -2, posterior: 0.9, best: true },
    { piece: 'c', start: 1, end: 2, score: -4, posterior: 0.1, best: false },
    { piece: 'at', start: 2, end: 4, score: -1, posterior: 1, best: true },
  ];
  it('has the best segmentation in its first row, and no piece over another', () => {
    const placed = layoutLattice(pieces);
    expect(placed.map(({ piece, row }) => [piece.piece, row])).toEqual([
      ['▁c', 0],
      ['at', 0],
      ['▁', 1],
      ['c', 1],
    ]);
  });
  it('draws every piece with its share', () => {
    const markup = draw(<LatticeView word="▁cat" pieces={pieces} />);
    expect(markup).toContain('The most likely: ▁c | at.');
    expect(occurrences(markup, '<rect')).toBe(4);
    expect(markup).toContain('log probability −4, in 10.0% of all segmentations');
    expect(markup).toMatchSnapshot();
  });
});

describe('RankedBars', () => {
  it('cut off what is dropped, and give the infinite no bar', () => {
    const markup = draw(
      <RankedBars
        label="losses"
        columns={['piece', 'loss']}
        bars={[
          { label: 'ab', value: -Infinity, isDropped: true },
          { label: 'bc', value: 1, isDropped: true },
          { label: 'cd', value: 2 },
        ]}
      />,
    );
    expect(texts(markup, 'is-number')).toEqual(['loss', '−∞', '1', '2']);
    expect(markup.indexOf('kept from here on')).toBeGreaterThan(markup.indexOf('>bc<'));
    expect(markup.indexOf('kept from here on')).toBeLessThan(markup.indexOf('>cd<'));
    expect(occurrences(markup, 'width:0%')).toBe(1);
  });
});
