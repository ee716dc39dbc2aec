import { describe, expect, it } from 'vitest';
import type { StrategyConfig } from '../../decoding/types';
import { sweepKnobs } from './sweep';

const columns: StrategyConfig[] = [
  { kind: 'greedy' },
  { kind: 'beam', beams: 2, lengthPenalty: 1 },
  { kind: 'top-k', k: 5, temperature: 0.8 },
];

describe('the knobs that can be swept', () => {
  const choices = sweepKnobs(columns, 512);

  it('are those of the columns that draw, each with some eight values', () => {
    expect(choices.map(({ sweep }) => [sweep.column, sweep.processor, sweep.knob])).toEqual([
      [2, 'temperature', 'temperature'],
      [2, 'top-k', 'k'],
    ]);
    for (const { sweep, strategies } of choices) {
      expect(sweep.values.length).toBe(8);
      expect(sweep.values).toEqual([...sweep.values].sort((left, right) => left - right));
      expect(strategies).toHaveLength(sweep.values.length);
    }
    expect(choices[1].sweep.values.at(-1)).toBe(512);
  });

  it('change nothing but the knob', () => {
    const [{ strategies, sweep }] = choices;
    expect(strategies[3]).toEqual({
      kind: 'chain',
      draw: 'sample',
      links: [
        { name: 'temperature', settings: { temperature: sweep.values[3] } },
        { name: 'top-k', settings: { k: 5 } },
      ],
    });
  });

  it('leave a strategy with a chain what it is, and Mirostat alone', () => {
    const links = [{ name: 'temperature' as const, settings: { temperature: 1 } }];
    const guidance: StrategyConfig = {
      kind: 'guidance',
      scale: 2,
      negativePrompt: 'no',
      links,
      draw: 'sample',
    };
    const [choice, ...others] = sweepKnobs([{ kind: 'mirostat', tau: 2, eta: 0.1 }, guidance], 9);
    expect(others).toEqual([]);
    expect(choice.strategies[0]).toEqual({
      ...guidance,
      links: [{ name: 'temperature', settings: { temperature: choice.sweep.values[0] } }],
    });
  });
});
