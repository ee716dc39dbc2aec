/**
 * @file Beam search with a chain: against brute force over every text, with penalties that depend on what
 * was written and with constraints; against greedy decoding; and what becomes of drafts that may not go on.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSoftmax } from '../../base/distribution';
import { LabError } from '../../base/errors';
import { explained } from '../explained';
import { distributionAfter } from '../chain';
import { randomExpression, vocabularyOf } from '../constraints/testing';
import { newLink, type Link } from '../processors';
import { constraintOf } from '../processors/constraint';
import { randomLink } from '../processors/testing';
import { strategySchema } from '../strategies';
import { decodeColumns } from '../testing-columns';
import type { StrategyConfig } from '../types';
import { beamSettings } from './settings';
import { idOf, options, penalties, searched, tables, tablesOf, type Rows } from './testing';

const tokens = ['a', 'b', 'ab'];
const vocabulary = vocabularyOf(tokens);
const spelled = (ids: readonly number[]) => ids.map((id) => ['', ...tokens][id]).join('');
const matching = (expression: string): Link => ({
  ...newLink('regular-expression'),
  texts: { expression },
});

interface Penalties {
  theta: number;
  frequency: number;
  presence: number;
  /** Of token 2. */
  bias: number;
}

const somePenalties: fc.Arbitrary<Penalties> = fc.record({
  theta: fc.constantFrom(1, 1.3, 3),
  frequency: fc.constantFrom(-0.5, 0, 1.5),
  presence: fc.constantFrom(-1, 0, 0.5),
  bias: fc.constantFrom(-2, 0, 3),
});

const linksOf = ({ theta, frequency, presence, bias }: Penalties): Link[] => [
  { name: 'logit-bias', settings: { 2: bias } },
  { name: 'repetition-penalty', settings: { theta } },
  { name: 'frequency-penalty', settings: { frequency, presence } },
];

/** What a token adds, by the definition of each penalty. */
function scoreOf(rows: Rows, written: readonly number[], id: number, given: Penalties): number {
  const before = [1, ...written];
  const own = logSoftmax(rows[before[before.length - 1]])[id];
  const biased = own + (id === 2 ? given.bias : 0);
  const isRepeated = before.includes(id);
  const factor = biased > 0 ? 1 / given.theta : given.theta;
  const times = written.filter((other) => other === id).length;
  return (
    biased * (isRepeated ? factor : 1) - given.frequency * times - (times > 0 ? given.presence : 0)
  );
}

interface Text {
  ids: number[];
  score: number;
}

/** All texts that end with token 0 or at the limit. */
function everyText(rows: Rows, given: Penalties, maxTokens: number): Text[] {
  const after = (text: Text): Text[] => {
    const { ids, score } = text;
    if (ids.length === maxTokens || ids.at(-1) === 0) return [text];
    return rows.flatMap((_, id) =>
      after({ ids: [...ids, id], score: score + scoreOf(rows, ids, id, given) }),
    );
  };
  return after({ ids: [], score: 0 });
}

const noPenalties: Penalties = { theta: 1, frequency: 0, presence: 0, bias: 0 };

/** Wide enough to keep every text. */
const wide = (size: number, lengthPenalty: number, links: Link[]) => ({
  ...beamSettings({ beams: size ** 4, lengthPenalty, earlyStopping: 'never', links }),
  ...options,
  vocabulary,
});

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LabError) return error.code;
    throw error;
  }
  return 'none';
}

describe('a search with a chain that is wide enough', () => {
  it('finds the best text of all under penalties that depend on the text', () => {
    fc.assert(
      fc.property(tables, penalties, somePenalties, (rows, lengthPenalty, given) => {
        const search = searched(rows, wide(rows.length, lengthPenalty, linksOf(given)));
        const scores = everyText(rows, given, 4).map(
          ({ ids, score }) => score / ids.length ** lengthPenalty,
        );
        expect(search.score(search.best)).toBeCloseTo(Math.max(...scores), 6);
        expect(search.finished.length).toBe(scores.length);
      }),
      { numRuns: 40 },
    );
  });

  it('finds the best text of all that match', () => {
    const letters = ['a', 'b'];
    const endings = [...letters, ''].flatMap((one) =>
      [...letters, ''].flatMap((two) => [...letters, ''].map((three) => one + two + three)),
    );
    // Each can be ended with at most three letters more.
    const expressions = fc.constantFrom(
      'a*b',
      '(ab)+',
      'a(b|aa)b*',
      '(a|b){2,5}',
      'b?a?',
      'aab',
      '(ab|b)(a|ab)*bb',
    );
    const place = fc.nat(3);
    fc.assert(
      fc.property(
        tablesOf(4),
        penalties,
        somePenalties,
        expressions,
        place,
        (rows, lengthPenalty, given, expression, at) => {
          const links = linksOf(given).toSpliced(at, 0, matching(expression));
          const search = searched(rows, wide(4, lengthPenalty, links));
          const pattern = new RegExp(`^(?:${expression})$`);
          const allowed = everyText(rows, given, 4).filter(({ ids }) => {
            const text = spelled(ids);
            if (ids.at(-1) === 0) return pattern.test(text);
            return endings.some((ending) => pattern.test(text + ending));
          });
          const scores = allowed.map(({ ids, score }) => score / ids.length ** lengthPenalty);
          expect(search.score(search.best)).toBeCloseTo(Math.max(...scores), 6);
          const texts = (all: number[][]) => all.map((ids) => ids.join()).sort();
          expect(texts(search.finished.map((draft) => draft.tokens.map(idOf)))).toEqual(
            texts(allowed.map(({ ids }) => ids)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a search with a chain', () => {
  it('of width 1 is greedy decoding with that chain', async () => {
    // Greedy decoding takes logits as they are: here they are log-probabilities already.
    const logTables = tablesOf(4).map((rows) =>
      rows.map((row) => Float32Array.from(logSoftmax(row))),
    );
    // Divided by less, sums of scores leave the range of numbers, and drafts their order.
    const sensible = randomLink.filter(
      ({ settings: { temperature = 1 } }) => temperature === 0 || temperature > 1e-9,
    );
    const chains = fc.tuple(
      fc.array(sensible, { maxLength: 3 }),
      fc.option(fc.constantFrom('a*b', '(ab)+', '(a|b){2,5}'), { nil: undefined }),
    );
    await fc.assert(
      fc.asyncProperty(logTables, chains, async (rows, [others, expression]) => {
        const links = expression === undefined ? others : [...others, matching(expression)];
        const columns: StrategyConfig[] = [
          { kind: 'chain', links, draw: 'greedy' },
          { kind: 'beam', beams: 1, lengthPenalty: 1, links },
        ];
        const model = {
          nextLogits: (all: readonly (readonly number[])[]) =>
            Promise.resolve(all.map((ids) => rows[ids[ids.length - 1]])),
        };
        const given = { ...options, model, columns, vocabulary, seed: 1, maxTokens: 6 };
        const [greedy, beam] = await decodeColumns(given);
        expect(beam.tokens.map(idOf)).toEqual(greedy.tokens.map(idOf));
        greedy.tokens.forEach(({ probability }, at) => {
          expect(beam.tokens[at].probability).toBeCloseTo(probability, 6);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('holds its constraint in every draft, whatever else is asked for', () => {
    const chains = fc.record({
      links: fc.array(randomLink, { maxLength: 3 }),
      at: fc.nat(3),
      source: randomExpression(['a', 'b'], false),
    });
    const rules = fc.record({
      beams: fc.integer({ min: 1, max: 5 }),
      groups: fc.integer({ min: 1, max: 3 }),
      lengthPenalty: penalties,
      noRepeatNgram: fc.nat(3),
      minTokens: fc.nat(6),
    });
    let ended = 0;
    fc.assert(
      fc.property(tablesOf(4), chains, rules, (rows, { links, at, source }, given) => {
        if (codeOf(() => constraintOf('expression', source, vocabulary)) !== 'none') return;
        const constraint = constraintOf('expression', source, vocabulary);
        const all = links.toSpliced(at, 0, matching(source));
        const settings = beamSettings({ ...given, diversityPenalty: 1, links: all });
        const search = searched(rows, { ...settings, ...options, maxTokens: 6, vocabulary });
        expect(search.finished.length).toBeGreaterThan(0);
        for (const { tokens: written } of search.finished) {
          const ids = written.map(idOf);
          expect(constraint.matchState(ids)).not.toBe('broken');
          if (ids.at(-1) !== 0) continue;
          ended += 1;
          expect(spelled(ids)).toMatch(new RegExp(`^(?:${source})$`, 'u'));
        }
      }),
      { numRuns: 120 },
    );
    expect(ended).toBeGreaterThan(30);
  });

  it('tells the model’s own probability of a token, and the score after the chain', () => {
    fc.assert(
      fc.property(tables, somePenalties, (rows, given) => {
        const settings = beamSettings({ beams: 2, lengthPenalty: 0, links: linksOf(given) });
        const search = searched(rows, { ...settings, ...options });
        const nodes = search.steps.flatMap((step) => step.nodes);
        const path = (at: number): number[] =>
          at < 0 ? [] : [...path(nodes[at].parent), nodes[at].id];
        for (const { parent, id, probability, score } of nodes) {
          const before = path(parent);
          const own = scoreOf(rows, before, id, noPenalties);
          expect(probability).toBeCloseTo(Math.exp(own), 6);
          const scoreBefore = parent < 0 ? 0 : nodes[parent].score;
          expect(score).toBeCloseTo(scoreBefore + scoreOf(rows, before, id, given), 6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is explained from the log-probabilities', () => {
    const logits = Float32Array.of(3, 2, 1);
    const token = { id: 0, probability: 0.5, rank: 0, logits };
    const strategy: StrategyConfig = {
      kind: 'beam',
      beams: 2,
      lengthPenalty: 1,
      links: [{ name: 'repetition-penalty', settings: { theta: 2 } }],
    };
    const { logits: from } = explained(token, strategy);
    const [first, second] = logSoftmax(logits);
    expect(from[0]).toBeCloseTo(first, 6);
    const after = distributionAfter(from, strategy, { promptIds: [0], writtenIds: [] });
    expect(Math.log(after[0] / after[1])).toBeCloseTo(2 * first - second, 6);
  });

  it('is never stopped early by “never” where tokens can make a draft better', () => {
    const log = (probabilities: readonly number[]) => Float32Array.from(probabilities, Math.log);
    const rows = [log([1, 0, 0]), log([0.6, 0.1, 0.3]), log([0.05, 0.05, 0.9])];
    const endOf = (bias: number) => {
      const links: Link[] = [{ name: 'logit-bias', settings: { 2: bias } }];
      const given = { beams: 1, lengthPenalty: 0, earlyStopping: 'never', links } as const;
      const search = searched(rows, { ...beamSettings({ ...given, links }), ...options });
      return search.best.tokens.map(idOf);
    };
    // With the bias, token 2 adds log 0.3 + 0.5 < log 0.6 at first, then log 0.9 + 0.5 > 0.
    expect(endOf(0)).toEqual([0]);
    expect(endOf(0.5)).toEqual([2, 2, 2, 2]);
  });
});

describe('a draft that no token may follow', () => {
  const rows = [0, 1, 2, 3].map(() => Float32Array.of(0, 2, 1, 0));
  const search = (beams: number, expressions: string[], forcedIds: number[] = [], groups = 1) => {
    const settings = beamSettings({
      beams,
      lengthPenalty: 1,
      links: expressions.map(matching),
      groups,
    });
    return searched(rows, { ...settings, ...options, forcedIds, vocabulary });
  };

  it('dies, and the others go on', () => {
    // Token 1 writes “a”, which both allow; what may follow, they do not agree on.
    const found = search(2, ['aab|b*', 'aba|b*']);
    const ids = found.finished.map(({ tokens: written }) => written.map(idOf));
    expect(ids).not.toEqual([]);
    for (const one of ids) expect(spelled(one)).toMatch(/^b*$/);
  });

  it('is not one whose score is beyond all numbers', () => {
    const links: Link[] = [{ name: 'temperature', settings: { temperature: 6e-309 } }];
    const settings = beamSettings({ beams: 2, lengthPenalty: 1, links });
    const { best } = searched(rows, { ...settings, ...options });
    expect(best.tokens.map(idOf)).toHaveLength(4);
  });

  it('ends the search with a message where there is no other', () => {
    expect(codeOf(() => search(2, ['a+', 'b+']))).toBe('constraint.deadEnd');
    expect(codeOf(() => search(1, ['aab|b*', 'aba|b*']))).toBe('constraint.deadEnd');
    expect(codeOf(() => search(4, ['a+', 'b+'], [], 2))).toBe('constraint.deadEnd');
    // What is forced breaks it.
    expect(codeOf(() => search(2, ['a+'], [2]))).toBe('constraint.deadEnd');
    expect(codeOf(() => search(2, ['a+'], [1]))).toBe('none');
  });
});

it('is written in a spec as in other strategies, and may be left out', () => {
  const plain = { kind: 'beam', beams: 4, lengthPenalty: 1 } as const;
  expect(strategySchema.parse({ kind: 'beam' })).toEqual(plain);
  expect(strategySchema.parse({ kind: 'beam', links: [{ name: 'top-k' }] })).toEqual({
    ...plain,
    links: [newLink('top-k')],
  });
  const unreadable = { name: 'regular-expression', texts: { expression: '(' } };
  expect(strategySchema.safeParse({ kind: 'beam', links: [unreadable] }).success).toBe(false);
});
