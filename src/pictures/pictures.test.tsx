/**
 * @file Every picture drawn to markup: deterministic, with its labels and the right numbers.
 */
import { describe, expect, it } from 'vitest';
import { AttentionArcs } from './AttentionArcs';
import { AttentionGrid } from './AttentionGrid';
import { AttentionHead } from './AttentionHead';
import { AttentionRow } from './AttentionRow';
import { BeamList } from './BeamList';
import { ChartTooltip } from './ChartTooltip';
import { ChainSteps } from './ChainSteps';
import { cutRuns, distributionRows, logRanks, summarizeCut } from './distribution';
import { DistributionBars } from './DistributionBars';
import { Funnel } from './Funnel';
import { LossChart, lossSeries } from './LossChart';
import { MemoryBar, ParameterBars } from './ParameterBars';
import { PictureFrame } from './PictureFrame';
import { ProbabilityText } from './ProbabilityText';
import { RopeFrequencies } from './RopeFrequencies';
import { RopeWheels } from './RopeWheels';
import { SampleHistory } from './SampleHistory';
import { SmallChart } from './SmallChart';
import { draw, lockOn, occurrences, texts } from './testing';
import { TokenStrip } from './TokenStrip';

const values = Float32Array.of(1, 0, 0, 0.25, 0.75, 0, 0.125, 0.5, 0.375);
const matrix = { values, queries: 3, keys: 3, causal: true };
const tokens = ['Once', '·upon', '·小猫'];
const ignore = () => undefined;

describe('TokenStrip', () => {
  const items = [
    { text: 'a', ids: [5], start: 0, end: 1 },
    { text: ' b\n', ids: [7], start: 1, end: 4 },
    { text: '猫', ids: [231, 140, 5], start: 4, end: 5 },
  ];
  it('shows whitespace, ids, and marks every token with the id', () => {
    const markup = draw(<TokenStrip items={items} highlightedId={5} />);
    expect(texts(markup, 'picture-token-ids')).toEqual(['5', '7', '231 140 5']);
    expect(texts(markup, 'picture-sign')).toEqual(['·', '⏎']);
    expect(occurrences(markup, 'is-same')).toBe(2);
    expect(markup).toContain('aria-label="token ·b⏎, id 7"');
    expect(occurrences(markup, 'tabindex="0"')).toBe(1);
    expect(draw(<TokenStrip items={items} highlightedId={5} />)).toBe(markup);
  });
  it('can leave ids out, and speaks Chinese', () => {
    expect(texts(draw(<TokenStrip items={items} idsShown={false} />), 'picture-token-ids')).toEqual(
      [],
    );
    expect(draw(<TokenStrip items={items} />, 'zh-CN')).toContain('一段文本的 3 个词元');
  });
});

describe('charts', () => {
  const run = {
    runId: 'r',
    name: 'rope',
    color: 'red',
    train: [4, 2].map((loss, step) => ({ step, loss })),
    validation: [{ step: 1, loss: 2.5 }],
  };
  it('names every curve with its last value', () => {
    const markup = draw(<LossChart runs={[run]} vocabularySize={512} />);
    expect(texts(markup, 'picture-number')).toEqual(['2.000', '2.500']);
    expect(markup).toContain('rope · train');
    expect(markup).toContain('rope · validation');
  });
  it('says so when there is nothing to draw', () => {
    expect(draw(<SmallChart measure="gradientNorm" runs={[]} />)).toContain('No values yet.');
  });
  it('smooths training only and keeps the raw curve behind it', () => {
    const [raw, train, validation] = lossSeries([run], 0.5, 'train', 'validation');
    expect(raw.look).toBe('faint');
    expect(raw.points.map(({ y }) => y)).toEqual([4, 2]);
    expect(train.points[1].y).toBeCloseTo((4 * 0.25 + 2 * 0.5) / 0.75);
    expect(validation.points).toEqual([{ x: 1, y: 2.5 }]);
  });
  it('reads curves at a step, and skips those that have not begun', () => {
    const series = lossSeries([run], 0, 'train', 'validation');
    const format = (value: number) => value.toFixed(1);
    const at = (x: number) =>
      texts(
        draw(<ChartTooltip x={x} xLabel="step" series={series} format={format} />),
        'picture-number',
      );
    expect(at(0)).toEqual(['4.0']);
    expect(at(1)).toEqual(['2.0', '2.5']);
  });
});

describe('attention', () => {
  it('has a button for every head and marks the selected one', () => {
    const probabilities = Float32Array.from({ length: 6 * 9 }, (_, index) => values[index % 9]);
    const markup = draw(
      <AttentionGrid
        probabilities={probabilities}
        shape={{ layers: 2, heads: 3, queries: 3, keys: 3, causal: true }}
        selected={{ layer: 1, head: 2 }}
        onSelect={ignore}
      />,
    );
    expect(texts(markup, 'picture-head-name')).toEqual([
      'L1H1',
      'L1H2',
      'L1H3',
      'L2H1',
      'L2H2',
      'L2H3',
    ]);
    expect(markup).toMatch(/aria-pressed="true" aria-label="Layer 2, head 3"/);
    expect(occurrences(markup, 'aria-pressed="true"')).toBe(1);
  });
  it('draws one head with its row held', () => {
    const markup = draw(
      <AttentionHead matrix={matrix} tokens={tokens} name="L1H2" query={lockOn(1)} />,
    );
    expect(markup).toContain('aria-label="Attention of L1H2: rows are queries, columns are keys"');
    expect(markup).toContain('·upon: 2 keys');
    expect(markup.replace(/_R_\w+_|«\w+»/g, 'id')).toMatchSnapshot();
  });
  it('draws a row as bars that sum to 1', () => {
    const markup = draw(<AttentionRow matrix={matrix} tokens={tokens} query={2} />);
    expect(markup).toContain('Σ = 1.0000');
    expect(markup).toContain('·upon 0.500, ·小猫 0.375, Once 0.125');
    expect(markup).toMatchSnapshot();
  });
  it('bends arcs from the chosen token to what it looks at', () => {
    const markup = draw(<AttentionArcs matrix={matrix} tokens={tokens} query={lockOn(1)} />);
    expect(markup).toContain('aria-label="What the token ·upon looks at"');
    expect(markup).toContain('aria-label="Once, attention 25.0%"');
    expect(occurrences(markup, 'stroke-linecap="round"')).toBe(2);
    expect(markup).toMatchSnapshot();
  });
});

describe('RoPE', () => {
  const query = Float32Array.of(1, 0, 0, 2);
  const key = Float32Array.of(0, 1, 1, 0);
  it('turns one wheel per pair', () => {
    const markup = draw(
      <RopeWheels
        queryVector={query}
        keyVector={key}
        queryPosition={3}
        keyPosition={1}
        angles={[1, 0.1]}
      />,
    );
    // Pair 0: (1, 0) at 3 rad against (0, 1) at 1 rad: cos(3 − 1 − π/2) = sin 2.
    expect(markup).toContain('query at 172°, key at 57°, product 0.9093');
    expect(markup).toMatchSnapshot();
  });
  it('places every pair by the length of its turn', () => {
    const markup = draw(<RopeFrequencies angles={[1, 0.1]} contextLength={20} />);
    expect(markup).toContain('a full turn takes 6.283 tokens');
    expect(markup).toContain('a full turn takes 62.83 tokens');
    expect(markup).toContain('context 20');
    expect(markup).toMatchSnapshot();
  });
});

describe('decoding', () => {
  it('shades tokens and marks the first difference', () => {
    const markup = draw(
      <ProbabilityText
        tokens={[
          { id: 1, label: '·a', probability: 0.5 },
          { id: 2, label: '⟨E4⟩', probability: 0.25 },
          { id: 0, label: '', probability: 1, endOfText: true },
        ]}
        divergence={1}
        selected={0}
        onSelect={ignore}
      />,
    );
    expect(markup.indexOf('first difference')).toBeGreaterThan(markup.indexOf('·a, probability'));
    expect(markup.indexOf('first difference')).toBeLessThan(markup.indexOf('⟨E4⟩, probability'));
    expect(markup).toContain('--picture-probability:0.5');
    expect(markup).toContain('aria-label="end of text, probability 100.0%"');
    expect(texts(markup, 'picture-chip')).toEqual(['end of text']);
    expect(texts(markup, 'picture-byte')).toEqual(['⟨E4⟩']);
  });

  const entries = {
    ids: [10, 11, 12, 13],
    probabilities: [0.5, 0.25, 0.125, 0.125],
    after: [0.5 / 0.75, 0.25 / 0.75, 0, 0],
    label: (id: number) => `t${id - 10}`,
  };
  it('sums up the cut', () => {
    expect(summarizeCut(entries)).toEqual({ kept: 2, dropped: 2, mass: 0.75 });
  });
  it('lists the first rows, the cut and the chosen entry wherever it is', () => {
    const kinds = distributionRows(entries, 4, 10).map((row) => row.kind);
    expect(kinds).toEqual(['entry', 'entry', 'cut', 'entry', 'entry']);
    expect(distributionRows(entries, 1, 13)).toEqual([
      {
        kind: 'entry',
        entry: { id: 10, label: 't0', probability: 0.5, after: 0.5 / 0.75, kept: true },
        place: 0,
        rank: 1,
        cumulated: 0.5,
      },
      { kind: 'gap', count: 2 },
      {
        kind: 'entry',
        entry: { id: 13, label: 't3', probability: 0.125, after: 0, kept: false },
        place: 1,
        rank: 4,
        cumulated: 1,
      },
    ]);
  });
  it('marks where other strategies cut', () => {
    const line = { name: 'cut of 2', color: 'red', end: 3 };
    const kinds = distributionRows(entries, 4, 10, [line]).map((row) => row.kind);
    expect(kinds).toEqual(['entry', 'entry', 'cut', 'entry', 'line', 'entry']);
    const markup = draw(<DistributionBars entries={entries} lines={[line]} />);
    expect(markup).toContain('<title>cut of 2</title>');
    // What keeps everything has no line.
    expect(distributionRows(entries, 4, 10, [{ ...line, end: 4 }])).toHaveLength(5);
  });
  it('finds the tail and the holes that a cut leaves', () => {
    expect(cutRuns(entries)).toEqual([[2, 4]]);
    const ends = [
      [0, 1],
      [2, 4],
    ];
    expect(cutRuns({ ids: entries.ids, after: [0, 1, 0, 0] })).toEqual(ends);
    expect(cutRuns({ ids: entries.ids, after: [0, 1] })).toEqual(ends);
    const holes = { ...entries, after: [0.5, 0, 0.25, 0.25] };
    expect(occurrences(draw(<DistributionBars entries={holes} />), '<rect')).toBe(1);
  });
  it('shows a chain link by link', () => {
    const steps = [
      { name: 'Logits', kept: 512, entropy: 4.125 },
      { name: 'Top-K', kept: 20, entropy: 2 },
    ];
    const markup = draw(<ChainSteps steps={steps} selected={1} onSelect={ignore} />);
    expect(texts(markup, 'picture-chain-name')).toEqual(['Logits', 'Top-K']);
    expect(texts(markup, 'picture-chain-figures')).toEqual([
      '512 left · 4.13 bits',
      '20 left · 2.00 bits',
    ]);
    expect(occurrences(markup, 'aria-pressed="true"')).toBe(1);
  });
  it('samples ranks on a logarithmic axis, both ends included', () => {
    const ranks = logRanks(32_000);
    expect(ranks.length).toBeLessThanOrEqual(200);
    expect([ranks[0], ranks.at(-1)]).toEqual([0, 31_999]);
    expect(logRanks(3)).toEqual([0, 1, 2]);
  });
  it('keeps what was cut visible, hatched and at zero', () => {
    const markup = draw(<DistributionBars entries={entries} chosenId={11} />);
    expect(texts(markup, 'picture-token-id')).toEqual(['10', '11', '12', '13']);
    expect(occurrences(markup, 'picture-bar is-cut')).toBe(2);
    expect(markup).toContain('2 kept with 75.0% of the probability, 2 cut away');
    const cells = texts(markup, 'is-number').slice(3);
    expect(cells.slice(0, 3)).toEqual(['50.0%', '66.7%', '50.0%']);
    expect(cells.slice(-3)).toEqual(['12.5%', '0%', '100.0%']);
    expect(occurrences(markup, 'is-chosen')).toBe(1);
  });
  it('draws few rows of a big vocabulary', () => {
    const alike = new Float64Array(32_000).fill(1 / 32_000);
    const many = {
      ids: alike.map((_, id) => id),
      probabilities: alike,
      after: alike,
      label: (id: number) => `t${id}`,
    };
    const markup = draw(<DistributionBars entries={many} chosenId={31_000} />);
    expect(occurrences(markup, 'picture-token-id')).toBe(31);
    expect(markup).toContain('30970 tokens between');
    expect(markup).toContain('nothing cut: all 32000 tokens');
  });
  it('lists beams with scores', () => {
    const markup = draw(
      <BeamList
        beams={[
          { text: 'a b', logProbability: -2, score: -1 },
          { text: 'a c', logProbability: -3.386, score: -1.693147 },
        ]}
      />,
    );
    expect(texts(markup, 'is-number')).toEqual([
      'log p',
      'score',
      '−2.00',
      '−1.00',
      '−3.39',
      '−1.69',
    ]);
    expect(markup).toContain('width:50.0%');
  });
});

describe('parts and samples', () => {
  it('divides parameters and memory', () => {
    const markup = draw(
      <ParameterBars
        parts={[
          { part: 'embedding', count: 1000 },
          { part: 'attention', count: 3000 },
          { part: 'head', count: 0 },
        ]}
      />,
    );
    expect(texts(markup, 'is-number')).toEqual(['1 k', '25.0%', '3 k', '75.0%', '0', '0%']);
    expect(markup).toContain('Where the 4 k parameters sit');
    expect(occurrences(markup, 'picture-stack-part')).toBe(2);
    expect(draw(<MemoryBar parts={[{ part: 'weights', bytes: 2048 }]} />)).toContain('2 KiB');
  });
  it('shows the newest sample', () => {
    const samples = [
      { step: 100, text: 'first' },
      { step: 200, text: 'second' },
    ];
    const markup = draw(<SampleHistory samples={samples} />);
    expect(markup).toContain('step 200');
    expect(texts(markup, 'picture-sample')).toEqual(['second']);
    expect(draw(<SampleHistory samples={[]} />)).toContain('The first sample comes');
  });
  it('frames a picture and offers to save it only with a file name', () => {
    const frame = (file?: string) =>
      draw(
        <PictureFrame title="Loss" caption="By step" file={file} drawn>
          <i />
        </PictureFrame>,
      );
    expect(frame('loss')).toContain('aria-label="Save Loss"');
    expect(frame()).not.toContain('<button');
    expect(frame()).toContain('By step');
  });
});

describe('Funnel', () => {
  const rows = [
    { id: 'start', label: 'Crawl', value: 200, text: '200' },
    { id: 'a', label: 'Language', value: 90, text: '90', reference: 0.48 },
    { id: 'b', label: 'Copies', value: 20, text: '20' },
  ];
  it('draws what is left as a share of the start, and what was taken', () => {
    const markup = draw(<Funnel label="Left" rows={rows} />);
    expect(markup).toContain(
      'aria-label="Left. Crawl: 200, 100.0%; Language: 90, 45.0%; Copies: 20, 10.0%"',
    );
    expect(markup).toMatchSnapshot();
  });
  it('is not broken by nothing', () => {
    expect(draw(<Funnel label="Left" rows={[]} />)).not.toContain('NaN');
    expect(draw(<Funnel label="Left" rows={[{ ...rows[0], value: 0 }]} />)).not.toContain('NaN');
  });
});
