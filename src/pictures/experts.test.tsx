/**
 * @file The pictures of experts: layout, markup, what is told of them.
 */
import { describe, expect, it } from 'vitest';
import { HabitList } from './HabitList';
import { RoutingFlow } from './RoutingFlow';
import { layoutFlow, type RoutingFlow as Flow } from './routing-layout';
import { StackedShares, thinned } from './StackedShares';
import { draw, occurrences } from './testing';

const flow: Flow = {
  tokens: ['the', '·cat', '·sat'],
  layers: 2,
  experts: 3,
  perToken: 1,
  chosen: [0, 0, 2, 1, 1, 1],
  gates: [0.9, 0.5, 0.4, 0.6, 0.7, 1],
  dropped: [false, true, false, false, false, true],
};

describe('the flow', () => {
  it('has a strand for each choice, in the expert it went to', () => {
    const { strands, experts, lines } = layoutFlow(flow);
    expect(strands).toHaveLength(6);
    expect(experts.map(({ count }) => count)).toEqual([2, 0, 1, 0, 3, 0]);
    for (const { layer, expert, token, end, there, back, width } of strands) {
      const box = experts[layer * 3 + expert];
      expect(end.x).toBe(box.x);
      expect(end.y).toBeGreaterThan(box.y);
      expect(end.y).toBeLessThan(box.y + box.height);
      expect(there).toContain(`${lines[token]}C`);
      expect(back.endsWith(` ${lines[token]}`)).toBe(true);
      expect(width).toBeCloseTo(0.75 + 4.25 * flow.gates[layer * 3 + token], 2);
    }
  });

  it.each([
    [1, 2],
    [64, 8],
    [3, 32],
  ])('keeps experts apart and inside, of %i tokens and %i experts', (tokens, experts) => {
    const many = { ...flow, tokens: Array<string>(tokens).fill('a'), layers: 1, experts };
    const { height, experts: boxes } = layoutFlow({
      ...many,
      chosen: Array.from({ length: tokens }, (_, token) => (token % 5 === 0 ? 1 : 0)),
      gates: Array<number>(tokens).fill(1),
    });
    boxes.forEach((box, at) => {
      const next = boxes[at + 1];
      expect(box.y + box.height).toBeLessThanOrEqual(next ? next.y : height);
      expect(box.y).toBeGreaterThan(20);
    });
  });

  it('tells every way in words, and marks what is dropped', () => {
    const markup = draw(<RoutingFlow {...flow} />);
    expect(markup).toContain('the → layer 1: expert 1 (gate 0.90); layer 2: expert 2 (gate 0.60)');
    expect(markup).toContain('·cat → layer 1: expert 1 is full, dropped; ');
    expect(markup).toContain('Layer 2, expert 2: tokens sent to it: 3');
    expect(occurrences(markup, 'stroke-dasharray="3 3"')).toBe(2);
    expect(markup).toMatchSnapshot();
  });
});

describe('shares', () => {
  const rows = [
    { step: 1, shares: [0.5, 0.25, 0.25] },
    { step: 2, shares: [0.25, 0.5, 0.25] },
    { step: 3, shares: [1, 0, 0] },
  ];

  it('are drawn one on the other, with lines of even load', () => {
    const markup = draw(
      <StackedShares label="Load" xLabel="step" names={['a', 'b', 'c']} rows={rows} />,
    );
    expect(occurrences(markup, 'picture-shares-area')).toBe(3);
    expect(occurrences(markup, 'picture-shares-even')).toBe(2);
    expect(markup).toContain('100.0%');
    expect(markup).toMatchSnapshot();
  });

  it('of long runs are means, which still add up', () => {
    const many = Array.from({ length: 1001 }, (_, step) => ({
      step,
      shares: [step / 1000, 1 - step / 1000],
    }));
    const few = thinned(many, 50);
    expect(few.length).toBeLessThanOrEqual(50);
    expect(few.at(-1)?.step).toBe(1000);
    for (const { shares } of few) expect(shares[0] + shares[1]).toBeCloseTo(1, 9);
    expect(thinned(rows, 50)).toBe(rows);
  });
});

it('habits tell how often a token came, and which share of its occurrences', () => {
  const tokens = [{ id: 5, label: '·the', count: 12, share: 0.75 }];
  const markup = draw(
    <HabitList
      label="Habits"
      experts={[
        { share: 0.9, tokens },
        { share: 0.1, tokens: [] },
      ]}
    />,
  );
  expect(markup).toContain('·the: 12 came here, 75.0% of its occurrences');
  expect(markup).toContain('No token at all.');
});
