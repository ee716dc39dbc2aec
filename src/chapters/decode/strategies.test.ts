import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainOf } from '../../decoding/chain';
import { strategySchema } from '../../decoding/strategies';
import { choiceIndex, kChoices, strategyKinds, strategyOfKind, strategySigns } from './strategies';

describe('the values of k on a slider', () => {
  it('rise from 1 to the whole vocabulary without a double, small ones without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_536 }), (largest) => {
        const choices = kChoices(largest);
        expect(choices[0]).toBe(1);
        expect(choices.at(-1)).toBe(largest);
        choices.forEach((k, index) => {
          if (index > 0) expect(k).toBeGreaterThan(choices[index - 1]);
          if (k <= Math.min(8, largest)) expect(k).toBe(index + 1);
        });
        expect(choices.length).toBeLessThan(110);
      }),
    );
  });

  it('find their own place again, and the place of a value between', () => {
    const choices = kChoices(512);
    choices.forEach((k, index) => expect(choiceIndex(choices, k)).toBe(index));
    expect(choices[choiceIndex(choices, 500)]).toBeLessThanOrEqual(500);
    expect(choiceIndex(choices, 9999)).toBe(choices.length - 1);
  });
});

it('keeps the temperature from one sampler to the other', () => {
  const before = strategyOfKind('top-k');
  expect(strategyOfKind('top-p', { ...before, kind: 'top-k', k: 3, temperature: 1.7 })).toEqual({
    kind: 'top-p',
    p: 0.9,
    temperature: 1.7,
  });
});

it('keeps the chain from one strategy that has one to the other', () => {
  const chain = strategyOfKind('chain');
  const guided = strategyOfKind('guidance', chain);
  expect(strategyOfKind('chain', strategyOfKind('speculative', guided))).toEqual(chain);
  const links = [...chainOf(chain).links];
  const beam = { kind: 'beam' as const, beams: 2, lengthPenalty: 1, links };
  expect(strategyOfKind('chain', beam)).toEqual(chain);
  // A beam search may have none.
  expect(strategyOfKind('chain', strategyOfKind('beam'))).toEqual(chain);
  // Mirostat's is another one for each token.
  expect(strategyOfKind('chain', strategyOfKind('mirostat'))).toEqual(chain);
});

it('starts every kind as its schema does', () => {
  for (const kind of strategyKinds) {
    expect(strategySchema.parse(strategyOfKind(kind))).toEqual(strategyOfKind(kind));
  }
});

it('tells only those rules of a beam search that change it', () => {
  const plain = { kind: 'beam' as const, beams: 4, lengthPenalty: 1 };
  expect(strategySigns(plain)).toBe('n = 4, λ = 1');
  expect(strategySigns({ ...plain, groups: 1, noRepeatNgram: 0 })).toBe('n = 4, λ = 1');
  expect(strategySigns({ ...plain, groups: 2, diversityPenalty: 0.5, noRepeatNgram: 3 })).toBe(
    'n = 4, λ = 1, no-repeat-ngram 3, groups 2/0.5',
  );
  const links = [{ name: 'repetition-penalty' as const, settings: { theta: 1.2 } }];
  expect(strategySigns({ ...plain, links })).toBe('n = 4, λ = 1 → repetition-penalty 1.2');
  expect(strategySigns({ ...plain, links: [] })).toBe('n = 4, λ = 1');
});
