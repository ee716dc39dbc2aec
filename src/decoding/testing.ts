/**
 * @file How tests draw on a machine, and hold what it draws against the strategies of this folder.
 */
import { expect } from 'vitest';
import { Random } from '../base/random';
import type { Machine } from '../tensor/machine';
import { drawSettings, sample, type Draw } from '../tensor/ops/sample';
import { asMatrix } from '../tensor/shapes';
import { usualBlock } from '../models/block';
import type { ModelConfig } from '../models/config';
import { LanguageModel } from '../models/model';
import { initialiseParameters } from '../models/parameters';
import { sortedIds } from '../base/distribution';
import { drawOf, generate, type DrawingStrategy } from './generate';
import { sampleAt } from './sample';
import { distributionAfter } from './chain';
import { decodeColumns } from './testing-columns';

/** @returns the id that the machine draws from each row of logits */
export async function drawOn(
  machine: Machine,
  logits: readonly Float32Array[],
  draws: readonly Draw[],
): Promise<number[]> {
  const rows = logits.length;
  const vocabulary = logits[0].length;
  const step = machine.compile(
    {
      name: 'a draw',
      stores: {},
      feeds: {
        logits: { shape: [rows, vocabulary], type: 'float32' },
        settings: { shape: [rows, 4], type: 'float32' },
      },
      body: (tensors) => ({
        outputs: {
          ids: sample(
            asMatrix(tensors.logits, rows, vocabulary),
            asMatrix(tensors.settings, rows, 4),
          ),
        },
      }),
    },
    {},
  );
  const all = new Float32Array(rows * vocabulary);
  logits.forEach((row, index) => all.set(row, index * vocabulary));
  try {
    const { ids } = await step.run({ logits: all, settings: drawSettings(draws) }, ['ids']);
    return [...ids];
  } finally {
    step.dispose();
  }
}

/** That draw from more than one token. */
export const randomStrategies: readonly DrawingStrategy[] = [
  { kind: 'top-p', p: 1, temperature: 1 },
  { kind: 'top-p', p: 0.9, temperature: 0.8 },
  { kind: 'top-p', p: 0.3, temperature: 1.5 },
  { kind: 'top-k', k: 20, temperature: 0.7 },
  { kind: 'top-k', k: 700, temperature: 1 },
];

const strategies: readonly DrawingStrategy[] = [
  { kind: 'greedy' },
  { kind: 'top-k', k: 1, temperature: 1 },
  { kind: 'top-k', k: 0, temperature: 0.9 },
  { kind: 'top-k', k: 3, temperature: 0 },
  { kind: 'top-p', p: 0, temperature: 1.2 },
  { kind: 'top-p', p: 0.5, temperature: 0 },
  ...randomStrategies,
];

/** What each strategy draws for a uniform number that single precision rounds up to 1. */
async function drawLastOn(machine: Machine): Promise<{ drawn: number[]; expected: number[] }> {
  const logits = Float32Array.of(0, 1, -Infinity, 0, 1, -2);
  const uniform = 1 - 2 ** -32;
  const drawn = await drawOn(
    machine,
    strategies.map(() => logits),
    strategies.map((strategy) => drawOf(strategy, uniform)),
  );
  return {
    drawn,
    expected: strategies.map((strategy) => sampleAt(distributionAfter(logits, strategy), uniform)),
  };
}

/** Fails unless the machine draws what the strategies draw. @param nearness as of `compareDraws` */
export async function expectRightDraws(machine: Machine, nearness: number): Promise<void> {
  const { draws, disagreements } = await compareDraws(machine, nearness);
  expect(disagreements.filter(({ isExplained }) => !isExplained)).toEqual([]);
  expect(disagreements.length).toBeLessThanOrEqual(draws / 1000);
}

/** Fails unless it keeps to what is not cut when the uniform number is rounded up to 1. */
export async function expectRightLastDraw(machine: Machine): Promise<void> {
  const { drawn, expected } = await drawLastOn(machine);
  expect(drawn).toEqual(expected);
}

interface Disagreement {
  strategy: DrawingStrategy;
  vocabulary: number;
  uniform: number;
  drawn: number;
  expected: number;
  /** Whether a mass lies so near that single precision decides. */
  isExplained: boolean;
}

/** Logits of a row: like a model's, or with many equal ones and impossible tokens. */
function logitsLike(vocabulary: number, isCoarse: boolean, random: Random): Float32Array {
  return Float32Array.from({ length: vocabulary }, (_, id) => {
    if (!isCoarse) return 3 * random.normal();
    return id > 0 && random.float() < 0.2 ? -Infinity : Math.round(2 * random.normal());
  });
}

/** Vocabularies that fit no vector and no workgroup, with how many rows of logits are tried of each. */
const vocabularies = [
  [1, 5],
  [2, 40],
  [257, 120],
  [1000, 60],
  [32_768, 2],
] as const;

/**
 * Draws by every strategy from random logits.
 * @param nearness by how much of the whole mass the machine's sums may be off
 */
async function compareDraws(
  machine: Machine,
  nearness = 1e-5,
): Promise<{ draws: number; disagreements: Disagreement[] }> {
  const disagreements: Disagreement[] = [];
  let draws = 0;
  for (const [vocabulary, rows] of vocabularies) {
    for (const isCoarse of [false, true]) {
      const random = new Random(3, 'draws', vocabulary);
      const logits = Array.from({ length: rows }, () => logitsLike(vocabulary, isCoarse, random));
      for (const strategy of strategies) {
        const uniforms = logits.map(() => random.float());
        const drawn = await drawOn(
          machine,
          logits,
          uniforms.map((uniform) => drawOf(strategy, uniform)),
        );
        draws += rows;
        disagreements.push(
          ...drawn.flatMap((id, row) =>
            disagreement(
              { logits: logits[row], strategy, uniform: uniforms[row], drawn: id },
              nearness,
            ),
          ),
        );
      }
    }
  }
  return { draws, disagreements };
}

interface Drawn {
  logits: Float32Array;
  strategy: DrawingStrategy;
  uniform: number;
  drawn: number;
}

/** None or one. */
function disagreement(one: Drawn, nearness: number): Disagreement[] {
  const { logits, ...rest } = one;
  const expected = sampleAt(distributionAfter(logits, one.strategy), one.uniform);
  return one.drawn === expected
    ? []
    : [{ ...rest, vocabulary: logits.length, expected, isExplained: isNear(one, nearness) }];
}

/** Whether the token would be drawn, were masses off by `nearness`. */
function isNear({ logits, strategy, uniform, drawn }: Drawn, nearness: number): boolean {
  if (strategy.kind === 'greedy') return false;
  const cuts = strategy.kind === 'top-p' ? [-nearness, 0, nearness] : [0];
  return cuts.some((change) => {
    const changed = strategy.kind === 'top-p' ? { ...strategy, p: strategy.p + change } : strategy;
    const probabilities = distributionAfter(logits, changed);
    if (probabilities[drawn] === 0) return false;
    let before = 0;
    for (const id of sortedIds(logits)) {
      if (id === drawn) break;
      before += probabilities[id];
    }
    const after = before + probabilities[drawn];
    return before - nearness <= uniform && uniform <= after + nearness;
  });
}

/**
 * Pearson's χ² of 100,000 draws against the exact distribution, as a standard normal number
 * (Wilson & Hilferty 1931).
 */
export async function chiSquareScore(
  machine: Machine,
  strategy: DrawingStrategy,
): Promise<{ score: number; draws: number; outside: number }> {
  const draws = 100_000;
  const rowsAtOnce = 10_000;
  const random = new Random(2, 'frequencies');
  const logits = Float32Array.from({ length: 60 }, () => random.normal());
  const counts = new Float64Array(logits.length);
  for (let done = 0; done < draws; done += rowsAtOnce) {
    const rows = Array.from({ length: rowsAtOnce }, () => logits);
    const ids = await drawOn(
      machine,
      rows,
      rows.map(() => drawOf(strategy, random.float())),
    );
    for (const id of ids) counts[id] += 1;
  }
  const probabilities = distributionAfter(logits, strategy);
  const kept = [...probabilities.keys()].filter((id) => probabilities[id] > 0);
  const chiSquare = kept.reduce((sum, id) => {
    const expected = draws * probabilities[id];
    return sum + (counts[id] - expected) ** 2 / expected;
  }, 0);
  const inside = kept.reduce((sum, id) => sum + counts[id], 0);
  const freedom = kept.length - 1;
  const spread = 2 / (9 * freedom);
  const score = (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread);
  return { score, draws, outside: draws - inside };
}

const tinyModel: ModelConfig = {
  ...usualBlock,
  vocabularySize: 29,
  layers: 2,
  heads: 2,
  width: 16,
  contextLength: 12,
  positions: 'rope',
  ropeBase: 10_000,
  norm: 'layer',
  dropout: 0,
  tiedHead: false,
};

/** Texts of a tiny seeded model by each strategy, drawn on the machine and from logits read back. */
export async function textsOn(machine: Machine): Promise<{ drawn: number[][]; read: number[][] }> {
  const parameters = initialiseParameters(tinyModel, 4);
  // First weights give almost equal logits, which would tell little.
  for (const { data } of Object.values(parameters)) {
    data.forEach((value, index) => (data[index] = 8 * value));
  }
  const model = new LanguageModel(machine, tinyModel, parameters);
  const promptIds = [5, 1, 7];
  const [seed, maxTokens, endOfText] = [6, 25, 0];
  const options = { model, promptIds, seed, maxTokens, endOfText };
  const updates = await decodeColumns({ ...options, columns: strategies });
  const read = updates.map(({ tokens }) => tokens.map(({ id }) => id));
  const drawn = await generate(
    model,
    strategies.map((strategy) => ({ promptIds, strategy, seed })),
    { maxTokens, endOfText },
  );
  model.dispose();
  return { drawn, read };
}
