/** @file Biases by token, constraints within a chain, and the limits of the samplers. */
import { describe, expect, it } from 'vitest';
import { ban, biasesOf, withBias } from './biases';
import { distributionAfter } from './chain';
import { vocabularyOf } from './constraints/testing';
import { explainMatches } from './explain';
import { newLink } from './processors';
import type { StrategyConfig } from './types';

const logits = Float32Array.of(1, 3, 2, 3, 0);
const topK: StrategyConfig = { kind: 'top-k', k: 2, temperature: 1 };
const rounded = (strategy: StrategyConfig) =>
  [...distributionAfter(logits, strategy)].map((probability) => Number(probability.toFixed(4)));

describe('a bias', () => {
  it('makes a strategy the chain that it stands for, and comes first', () => {
    const model = { kind: 'shipped' as const, name: 'english' as const };
    const biased = withBias({ ...topK, model }, 1, ban);
    expect(biased).toEqual({
      kind: 'chain',
      links: [
        { name: 'logit-bias', settings: { 1: -100 } },
        { name: 'temperature', settings: { temperature: 1 } },
        { name: 'top-k', settings: { k: 2 } },
      ],
      draw: 'sample',
      model,
    });
    expect(rounded(biased)).toEqual([0, 0, 0.2689, 0.7311, 0]);
    expect(rounded(withBias(biased, 4, 4))).toEqual([0, 0, 0, 0.2689, 0.7311]);
  });

  it('is changed, and the last one taken away takes the link with it', () => {
    const twice = withBias(withBias(topK, 1, 2), 3, -4);
    expect(biasesOf(withBias(twice, 1, 5))).toEqual({ 1: 5, 3: -4 });
    expect(biasesOf(withBias(twice, 1, 0))).toEqual({ 3: -4 });
    expect(rounded(withBias(withBias(twice, 1, 0), 3, 0))).toEqual(rounded(topK));
    const many = Array.from({ length: 40 }, (_, id) => id).reduce<StrategyConfig>(
      (strategy, id) => withBias(strategy, id, 1),
      topK,
    );
    expect(Object.keys(biasesOf(many))).toHaveLength(32);
  });

  it('leaves a beam search one', () => {
    const beam: StrategyConfig = { kind: 'beam', beams: 3, lengthPenalty: 1 };
    const biased = withBias(beam, 1, ban);
    expect(biased).toEqual({ ...beam, links: [{ name: 'logit-bias', settings: { 1: -100 } }] });
    expect(biasesOf(biased)).toEqual({ 1: ban });
    expect(withBias(biased, 1, 0)).toEqual({ ...beam, links: [] });
  });
});

describe('a constraint in a chain', () => {
  const constraint = { ...newLink('regular-expression'), texts: { expression: 'ab?|c' } };
  const vocabulary = vocabularyOf(['a', 'b', 'c', 'x']);
  const chainOf = (...links: StrategyConfig[]): StrategyConfig => ({
    kind: 'chain',
    draw: 'greedy',
    links: [...links.flatMap((one) => ('links' in one ? (one.links ?? []) : [])), constraint],
  });
  const written = (...writtenIds: number[]) => ({ promptIds: [4], writtenIds, vocabulary });
  const chosen = (strategy: StrategyConfig, ...ids: number[]) =>
    distributionAfter(logits, strategy, written(...ids)).indexOf(1);

  it('holds where a link before it has cut all that it allows', () => {
    const bans = withBias(withBias({ kind: 'greedy' }, 1, ban), 3, ban);
    expect(chosen(chainOf(bans))).toBe(1);
    expect(chosen(chainOf({ kind: 'chain', links: [], draw: 'sample' }), 1)).toBe(2);
    expect(chosen(chainOf(), 1, 2)).toBe(0);
  });

  it('tells how what is written stands to it', () => {
    const states = [[], [1], [1, 2], [2]].map((ids) =>
      explainMatches(chainOf(), written(...ids)).map(({ state }) => state),
    );
    expect(states).toEqual([['open'], ['may-end'], ['must-end'], ['broken']]);
  });
});

describe('the limits', () => {
  const best = [0, 1, 0, 0, 0];

  it('temperature 0 and p = 0 take the most probable, the smallest id among equals', () => {
    expect(rounded({ kind: 'top-k', k: 3, temperature: 0 })).toEqual(best);
    expect(rounded({ kind: 'top-k', k: 3, temperature: 1e-320 })).toEqual(best);
    expect(rounded({ kind: 'top-p', p: 0.9, temperature: 0 })).toEqual(best);
    expect(rounded({ kind: 'top-p', p: 0, temperature: 1 })).toEqual(best);
  });

  it('k = 0 cuts nothing, as in Hugging Face transformers', () => {
    const all = rounded({ kind: 'top-p', p: 1, temperature: 1 });
    expect(rounded({ kind: 'top-k', k: 0, temperature: 1 })).toEqual(all);
  });
});
