/** @file Chains: one path from logits to probabilities, and what each link left. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../base/errors';
import { chainOf, distributionAfter, requireSpellable } from './chain';
import { vocabularyOf } from './constraints/testing';
import { entropy } from '../base/distribution';
import { ChainExplainer, explainCut, rankVocabulary, type ExplainedLink } from './explain';
import type { Link } from './processors';
import { randomLink } from './processors/testing';

const logits = Float32Array.from([0.4, 0.25, 0.15, 0.1, 0.06, 0.04], Math.log);
const before = { promptIds: [0], writtenIds: [1] };
const links: Link[] = [
  { name: 'no-repeat-ngram', settings: { n: 1 } },
  { name: 'top-k', settings: { k: 3 } },
];

describe('a chain', () => {
  it('equals the strategy that it stands for', () => {
    const strategy = { kind: 'top-p', p: 0.7, temperature: 2 } as const;
    const chain = {
      kind: 'chain' as const,
      ...chainOf(strategy),
      links: [...chainOf(strategy).links],
    };
    expect(distributionAfter(logits, chain)).toEqual(distributionAfter(logits, strategy));
  });

  it('sees what was written before, and tells what each link left', () => {
    const strategy = { kind: 'chain' as const, links, draw: 'sample' as const };
    const after = distributionAfter(logits, strategy, before);
    expect([...after].map((probability) => probability > 0)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
    ]);
    const steps = new ChainExplainer(logits, before).explain(strategy);
    expect(steps.map(({ name, kept }) => [name, kept])).toEqual([
      [null, 6],
      ['no-repeat-ngram', 4],
      ['top-k', 3],
    ]);
    expect(steps[0].entropy).toBeCloseTo(1.52547606606 / Math.LN2, 6);
    expect([...steps[2].after(rankVocabulary(logits))]).toEqual([...after].slice(0, 5));
  });

  it('explains one chain after another as it explains each alone', () => {
    const random = fc.array(randomLink, { maxLength: 4 });
    const draw = fc.constantFrom('sample', 'greedy');
    const chains = fc.array(fc.record({ kind: fc.constant('chain'), links: random, draw }));
    const ranked = rankVocabulary(logits);
    fc.assert(
      fc.property(chains, (strategies) => {
        const explainer = new ChainExplainer(logits, before);
        // The second half of a chain, and then all of it, so that much of it is known.
        const turns = strategies.flatMap((one) => [
          { ...one, links: one.links.slice(2) },
          one,
          one,
        ]);
        for (const strategy of turns) {
          const told = (steps: ExplainedLink[]) =>
            steps.map(({ after, ...figures }) => ({ ...figures, after: [...after(ranked)] }));
          const steps = told(explainer.explain(strategy));
          expect(steps).toEqual(told(new ChainExplainer(logits, before).explain(strategy)));
          const probabilities = distributionAfter(logits, strategy, before);
          const last = steps[steps.length - 1];
          for (const [rank, id] of ranked.ids.entries()) {
            expect(last.after[rank] ?? 0).toBeCloseTo(probabilities[id], 12);
          }
          expect(last.kept).toBe(probabilities.filter((one) => one > 0).length);
          expect(last.entropy).toBeCloseTo(entropy(probabilities) / Math.LN2, 9);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('ranks the vocabulary, and tells where a strategy cuts it', () => {
    const strategy = { kind: 'chain' as const, links, draw: 'sample' as const };
    const ranked = rankVocabulary(logits);
    expect([...ranked.probabilities]).toEqual([...ranked.probabilities].sort((a, b) => b - a));
    const probabilities = distributionAfter(logits, strategy, before);
    const after = Array.from(ranked.ids, (id) => probabilities[id]);
    const explainer = new ChainExplainer(logits, before);
    const cut = explainCut(ranked, explainer, strategy);
    const kept = [...after.keys()].filter((rank) => after[rank] > 0);
    expect(cut.kept).toBe(kept.length);
    expect(cut.end).toBe(Math.max(...kept) + 1);
    expect(cut.mass).toBeCloseTo(kept.reduce((sum, rank) => sum + ranked.probabilities[rank], 0));
    const best = explainCut(ranked, explainer, { kind: 'greedy' });
    expect(best).toEqual({ kept: 1, mass: ranked.probabilities[0], entropy: 0, end: 1 });
  });

  it('takes the best of what is left where it does not draw', () => {
    const strategy = { kind: 'chain' as const, links, draw: 'greedy' as const };
    expect([...distributionAfter(logits, strategy, before)]).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('passes over a link that would leave nothing', () => {
    const everything = { promptIds: [0, 1, 2], writtenIds: [3, 4, 5] };
    const strategy = { kind: 'chain' as const, links: links.slice(0, 1), draw: 'sample' as const };
    const none = distributionAfter(logits, { ...strategy, links: [] }, everything);
    expect(distributionAfter(logits, strategy, everything)).toEqual(none);
  });

  it('is refused before the first token where a vocabulary cannot spell what it asks for', () => {
    const strategy = {
      kind: 'chain' as const,
      links: [
        { name: 'regular-expression' as const, settings: {}, texts: { expression: '[0-9]+' } },
      ],
      draw: 'sample' as const,
    };
    expect(() => requireSpellable(strategy, vocabularyOf(['a', '7']))).not.toThrow();
    expect(() => requireSpellable(strategy, vocabularyOf(['a', 'b']))).toThrow(LabError);
    const beam = { kind: 'beam' as const, beams: 2, lengthPenalty: 1, links: strategy.links };
    expect(() => requireSpellable(beam, vocabularyOf(['a', 'b']))).toThrow(LabError);
    expect(() => requireSpellable({ kind: 'greedy' }, vocabularyOf([]))).not.toThrow();
  });
});
