/**
 * @file The pictures of deduplication: deterministic, with their labels and the right places.
 */
import { describe, expect, it } from 'vitest';
import { BucketRows } from './BucketRows';
import { CopyGraph } from './CopyGraph';
import { layoutCopies, nodeRadius } from './copy-graph-layout';
import { DiffText } from './DiffText';
import { MarkedText } from './MarkedText';
import { ShingleStrip } from './ShingleStrip';
import { layoutSignatures } from './signature-layout';
import { SignaturePair } from './SignaturePair';
import { SimilarityCurve } from './SimilarityCurve';
import { draw, lockOn, occurrences } from './testing';

const ignore = () => undefined;

describe('SignaturePair', () => {
  const picture = (locked?: number) => (
    <SignaturePair
      first={Uint32Array.of(1, 2, 3, 4, 5, 6)}
      second={Uint32Array.of(1, 2, 3, 0, 7, 8)}
      bands={3}
      rows={2}
      collisions={[0]}
      lock={lockOn(locked)}
    />
  );
  it('lights equal cells and frames equal bands', () => {
    const markup = draw(picture());
    expect(markup).toMatchSnapshot();
    // Three equal columns of two cells.
    expect(occurrences(markup, 'fill:var(--picture-accent)"')).toBe(6);
    expect(markup).toContain('Band 2: 1 of 2 rows are equal');
  });
  it('reads the numbers of a band', () => {
    expect(draw(picture(1))).toContain('4 ≠ 0');
  });
  it('breaks its bands into lines', () => {
    const layout = layoutSignatures(5, 4, 100);
    expect(layout.bands.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [50, 0],
      [0, 38],
      [50, 38],
      [0, 76],
    ]);
    expect(layout.height).toBe(98);
    // A band that is wider than the picture still has a line.
    expect(layoutSignatures(2, 30, 100).bands[1].x).toBe(0);
  });
});

describe('SimilarityCurve', () => {
  it('draws the curve, the others, and the pair', () => {
    const markup = draw(
      <SimilarityCurve
        probability={(similarity) => similarity ** 2}
        threshold={0.5}
        others={[{ name: 'line', color: 'red', probability: (similarity) => similarity }]}
        pair={{ similarity: 0.6, estimate: 0.62, error: 0.05 }}
      />,
    );
    expect(markup).toMatchSnapshot();
    expect(markup).toContain('s = 0.600: candidates with probability 36.0%');
  });
});

describe('CopyGraph', () => {
  const links = [
    { first: 0, second: 2, similarity: 0.9 },
    { first: 2, second: 3, similarity: 0.7 },
  ];
  it('draws clusters, and known copies that were not found', () => {
    const markup = draw(
      <CopyGraph
        clusterOf={[0, 1, 0, 0, 4, 5]}
        links={links}
        originals={[7, 8, 7, 7, 8, 9]}
        highlighted={new Set([0, 2])}
        chosen={2}
        onChoose={ignore}
      />,
    );
    expect(markup).toMatchSnapshot();
    expect(markup).toContain('Document 3, copy of 0');
    expect(markup).toContain('Document 4, a copy that was not found');
    expect(markup).not.toContain('Document 5');
  });
  it('says that there are no copies', () => {
    const markup = draw(
      <CopyGraph
        clusterOf={[0, 1]}
        links={[]}
        originals={null}
        highlighted={null}
        chosen={null}
        onChoose={ignore}
      />,
    );
    expect(markup).toContain('No near-copies were found.');
  });
  it('puts no node over another or outside', () => {
    const documents = Array.from({ length: 300 }, (_, document) => ({
      document,
      cluster: document < 100 ? 0 : Math.floor(document / 3),
    }));
    const { nodes, height } = layoutCopies(documents, 600);
    expect(nodes).toHaveLength(300);
    for (const [at, { x, y }] of nodes.entries()) {
      expect(x - nodeRadius).toBeGreaterThanOrEqual(0);
      expect(x + nodeRadius).toBeLessThanOrEqual(600);
      expect(y + nodeRadius).toBeLessThanOrEqual(height);
      for (const other of nodes.slice(0, at)) {
        expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(2 * nodeRadius);
      }
    }
  });
});

describe('BucketRows', () => {
  it('draws a block for each bucket, and an edge where groups are mixed', () => {
    const markup = draw(
      <BucketRows
        bands={2}
        buckets={[
          { band: 0, members: [0, 1] },
          { band: 0, members: [2, 3, 4] },
          { band: 1, members: [1, 2] },
        ]}
        groupOf={[5, 5, 6, 6, 6]}
        lock={lockOn(1)}
      />,
    );
    expect(markup).toMatchSnapshot();
    expect(markup).toContain('Band 1, one bucket: documents 2, 3, 4');
    expect(occurrences(markup, '--picture-second')).toBe(1);
  });
});

describe('texts', () => {
  it('are marked where they are cut, and never become HTML', () => {
    const markup = draw(
      <MarkedText
        text="a <b>bold</b> c"
        ranges={[{ start: 2, end: 13 }]}
        look="cut"
        label="Cut:"
      />,
    );
    expect(markup).toBe(
      '<div class="picture-marked">a <mark class="picture-mark is-cut"><span class="picture-hidden">Cut: </span>&lt;b&gt;bold&lt;/b&gt;</mark> c</div>',
    );
  });
  it('show what changed', () => {
    const markup = draw(
      <DiffText
        parts={[
          { kind: 'same', text: 'a ' },
          { kind: 'removed', text: 'b' },
          { kind: 'added', text: 'c' },
        ]}
      />,
    );
    expect(markup).toContain('<span>a </span><del>b</del><ins>c</ins>');
  });
  it('show their shingles', () => {
    const lock = { ...lockOn(undefined), active: 'b c', locked: undefined };
    const markup = draw(
      <ShingleStrip
        shingles={[
          { text: 'a b', isShared: true },
          { text: 'B c', isShared: false },
        ]}
        lock={{ ...lock, hover: ignore, toggle: ignore }}
      />,
    );
    expect(markup).toContain('aria-label="a b, in both texts"');
    expect(occurrences(markup, 'is-shared')).toBe(1);
    expect(occurrences(markup, 'is-active')).toBe(1);
  });
});
