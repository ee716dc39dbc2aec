/**
 * @file Beam search with all its rules, against brute force over every text, against a plain second
 * implementation, and on cases that are worked out by hand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSoftmax } from '../../base/distribution';
import { beamSettings, earlyStoppings, type EarlyStopping } from './settings';
import { idOf, options, penalties, searched, tables, type Rows } from './testing';

interface Text {
  ids: number[];
  logProbability: number;
}

/** All texts that end with id 0 or at the limit. */
function everyText(rows: Rows, maxTokens: number): Text[] {
  const after = ({ ids, logProbability }: Text): Text[] => {
    if (ids.length === maxTokens || ids.at(-1) === 0) return [{ ids, logProbability }];
    const row = logSoftmax(rows[ids.at(-1) ?? 1]);
    return [...row].flatMap((own, id) =>
      after({ ids: [...ids, id], logProbability: logProbability + own }),
    );
  };
  return after({ ids: [], logProbability: 0 });
}

function repeats(ids: readonly number[], n: number): boolean {
  const grams = ids.slice(n - 1).map((_, at) => ids.slice(at, at + n).join());
  return new Set(grams).size < grams.length;
}

describe('a search that is wide enough', () => {
  it('finds the best text of all that the rules allow, at any length penalty', () => {
    const rules = {
      lengthPenalty: penalties,
      minTokens: fc.nat(4),
      noRepeatNgram: fc.constantFrom(0, 2, 3),
    };
    fc.assert(
      fc.property(tables, fc.record(rules), (rows, given) => {
        // Fewer tokens could all be forbidden; then the rule is passed over, which is another test.
        const rule = rows.length === 4 ? given : { ...given, noRepeatNgram: 0 };
        const { lengthPenalty, minTokens, noRepeatNgram } = rule;
        const beams = rows.length ** 4;
        const config = { ...beamSettings({ beams, lengthPenalty }), ...options, ...rule };
        const search = searched(rows, { ...config, earlyStopping: 'never' });
        const allowed = everyText(rows, 4).filter(
          ({ ids }) =>
            (ids.at(-1) !== 0 || ids.length > minTokens) &&
            (noRepeatNgram === 0 || !repeats([1, ...ids], noRepeatNgram)),
        );
        const scores = allowed.map(
          ({ ids, logProbability }) => logProbability / ids.length ** lengthPenalty,
        );
        expect(search.score(search.best)).toBeCloseTo(Math.max(...scores), 6);
        expect(search.finished.length).toBe(allowed.length);
      }),
      { numRuns: 60 },
    );
  });
});

/** The same search on plain lists: every extension is made and sorted, and nothing is remembered. */
function plainSearch(
  rows: Rows,
  beams: number,
  lengthPenalty: number,
  earlyStopping: EarlyStopping,
  maxTokens: number,
): Text[] {
  const score = ({ ids, logProbability }: Text) => logProbability / ids.length ** lengthPenalty;
  let running: Text[] = [{ ids: [], logProbability: 0 }];
  let ended: Text[] = [];
  for (let length = 1; length <= maxTokens && running.length > 0; length++) {
    const all = running.flatMap(({ ids, logProbability }) =>
      [...logSoftmax(rows[ids.at(-1) ?? 1])].map((own, id) => ({
        ids: [...ids, id],
        logProbability: logProbability + own,
      })),
    );
    all.sort((left, right) => right.logProbability - left.logProbability);
    const hasEnded = ({ ids }: Text) => ids.at(-1) === 0 || length === maxTokens;
    ended = [...ended, ...all.slice(0, beams).filter(hasEnded)]
      .sort((left, right) => score(right) - score(left))
      .slice(0, beams);
    running = all
      .slice(0, 2 * beams)
      .filter((text) => !hasEnded(text))
      .slice(0, beams);
    if (ended.length < beams || running.length === 0) continue;
    const reach = earlyStopping === 'never' && lengthPenalty > 0 ? maxTokens : length;
    const hope = running[0].logProbability / reach ** lengthPenalty;
    if (earlyStopping === 'when-full' || hope <= score(ended[beams - 1])) break;
  }
  return ended;
}

describe('a rule that forbids every token', () => {
  it('is passed over', () => {
    const rows = [0, 1].map(() => Float32Array.of(-9, 0));
    const settings = beamSettings({ beams: 1, lengthPenalty: 1, noRepeatNgram: 1, minTokens: 4 });
    const [{ tokens }] = searched(rows, { ...settings, ...options }).finished;
    // Only the end was not there before, and it may not come yet.
    expect(tokens.map(idOf)).toEqual([0]);
  });
});

describe('early stopping', () => {
  it.each(earlyStoppings)('%s keeps the same drafts as a plain search', (earlyStopping) => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 4 }), penalties, (rows, beams, penalty) => {
        const settings = beamSettings({ beams, lengthPenalty: penalty, earlyStopping });
        const search = searched(rows, { ...settings, ...options, maxTokens: 7 });
        const expected = plainSearch(rows, beams, penalty, earlyStopping, 7);
        expect(search.finished.map(({ tokens }) => tokens.map(idOf))).toEqual(
          expected.map(({ ids }) => ids),
        );
      }),
    );
  });

  it('waits longer, the less it gives up', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 3 }), (rows, beams) => {
        const [cannotWin, full, never] = earlyStoppings.map((earlyStopping) => {
          const settings = beamSettings({ beams, lengthPenalty: 1, earlyStopping });
          return searched(rows, { ...settings, ...options, maxTokens: 12 }).steps.length;
        });
        expect(full).toBeLessThanOrEqual(cannotWin);
        expect(cannotWin).toBeLessThanOrEqual(never);
      }),
    );
  });
});

describe('diverse groups', () => {
  const log = (probabilities: readonly number[]) => Float32Array.from(probabilities, Math.log);
  const diverse = (rows: Rows, beams: number, groups: number, diversityPenalty: number) => {
    const settings = beamSettings({ beams, lengthPenalty: 0, groups, diversityPenalty });
    return searched(rows, { ...settings, ...options, maxTokens: 2 });
  };

  it('keep later groups from what earlier ones took, and count it in their scores', () => {
    // Ids: the end, the prompt, A, B. Worked out by hand for a penalty of 0.5.
    const first = log([0.05, 0.05, 0.5, 0.4]);
    const rows = [first, first, log([0.6, 0.1, 0.2, 0.1]), log([0.1, 0.1, 0.7, 0.1])];
    const search = diverse(rows, 2, 2, 0.5);
    const texts = search.finished.map(({ tokens }) => tokens.map(idOf));
    // The first group: A (0.5), the end (0.6). The second: B, for log 0.5 − 0.5 < log 0.4; then A,
    // for the first group has ended and takes no token that goes on.
    expect(texts).toEqual([
      [2, 0],
      [3, 2],
    ]);
    expect(search.score(search.finished[0])).toBeCloseTo(Math.log(0.3), 6);
    expect(search.score(search.finished[1])).toBeCloseTo(Math.log(0.28), 6);
    const weak = diverse(rows, 2, 2, 0.1).finished;
    expect(weak.map(({ tokens }) => tokens.map(idOf))).toEqual([
      [2, 0],
      [2, 0],
    ]);
    expect(weak[1].worth).toBeCloseTo(Math.log(0.3) - 0.1, 6);
    expect(weak[1].logProbability).toBeCloseTo(Math.log(0.3), 6);
  });

  it('are the whole search where there is one, and its first part is plain', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 3 }), (rows, beams) => {
        const plain = diverse(rows, beams, 1, 3);
        const grouped = diverse(rows, 2 * beams, 2, 3);
        const own = grouped.steps.map(({ nodes }) => nodes.filter(({ group }) => group === 0));
        const scores = plain.steps.map(({ nodes }) => nodes.map(({ score }) => score));
        expect(own.slice(0, scores.length).map((nodes) => nodes.map(({ score }) => score))).toEqual(
          scores,
        );
      }),
    );
  });

  it('share beams that cannot be dealt out evenly', () => {
    const flat = [0, 1, 2, 3].map(() => new Float32Array(4));
    const { steps } = diverse(flat, 5, 2, 0);
    const ofGroup = (group: number) => steps[1].nodes.filter((node) => node.group === group).length;
    expect([ofGroup(0), ofGroup(1)]).toEqual([6, 4]);
    expect(new Set(diverse(flat, 2, 5, 0).steps[0].nodes.map(({ group }) => group)).size).toBe(2);
  });
});

describe('the tree', () => {
  it('has every draft as a path whose log-probabilities add up', () => {
    fc.assert(
      fc.property(
        tables,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        (rows, beams, groups) => {
          const given = { beams, lengthPenalty: 1, groups, diversityPenalty: 0.5 };
          const search = searched(rows, { ...beamSettings(given), ...options });
          const nodes = search.steps.flatMap((step) => step.nodes);
          const path = (at: number): number[] =>
            at < 0 ? [] : [...path(nodes[at].parent), nodes[at].id];
          nodes.forEach(({ parent, logProbability, probability }, at) => {
            expect(parent).toBeLessThan(at);
            const before = parent < 0 ? 0 : nodes[parent].logProbability;
            expect(logProbability).toBeCloseTo(before + Math.log(probability), 6);
          });
          for (const step of search.steps) {
            expect(step.nodes.length).toBeLessThanOrEqual(2 * beams);
            expect(step.running.length).toBeLessThanOrEqual(beams);
            expect([...step.running, ...step.finished]).toContain(step.best);
          }
          const last = search.steps[search.steps.length - 1];
          expect(last.running).toEqual([]);
          expect(last.finished.map(path)).toEqual(
            search.finished.map(({ tokens }) => tokens.map(idOf)),
          );
          expect(path(last.best)).toEqual(search.best.tokens.map(idOf));
        },
      ),
    );
  });

  it('begins with the ids that are forced', () => {
    const rows = [0, 1, 2].map((from) => Float32Array.from([-9, 1, from]));
    const search = searched(rows, {
      ...beamSettings({ beams: 3, lengthPenalty: 1 }),
      ...options,
      forcedIds: [1, 2],
    });
    expect(search.steps[1].nodes).toHaveLength(1);
    for (const { tokens } of search.finished) {
      expect(tokens.slice(0, 2).map(idOf)).toEqual([1, 2]);
    }
  });
});
