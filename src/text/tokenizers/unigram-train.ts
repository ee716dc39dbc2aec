/**
 * @file Training of Unigram: from a far too large vocabulary, two steps of expectation-maximisation,
 * then the quarter of the pieces that the likelihood misses least is dropped, and again.
 * Expectation counts each piece by its share in all segmentations of each word; maximisation sets
 * log p = ψ(count) − ψ(sum of counts), a variational step with a sparse prior, not count / sum.
 * Paper: Kudo 2018 (1804.10959). Source: google/sentencepiece `src/unigram_model_trainer.cc`
 * (`RunEStep`, `RunMStep`, `PruneSentencePieces`, `FinalizeSentencePieces`).
 */
import { Pacer } from '../pacing';
import type { TextSource, TokenizerConfig } from '../types';
import { alphabetOf, countWords, requireRoom, type CountedWords } from './count-words';
import { unknownPenalty, unknownPiece, WordLattice } from './lattice';
import type { ScoredPiece, TrainOptions, UnigramRound } from './observe';
import { canonicalOptions } from './options';
import { pieceStart, withSpaceMarks } from './piece-tokenizer';
import { PieceTrie } from './piece-trie';
import { UnigramTokenizer } from './unigram';
import { seedPieces } from './unigram-seed';

const emSteps = 2;
/** Share of the pieces that a pruning keeps. */
const shrinking = 0.75;
/** Pruning stops at this multiple of the wanted size; the rest goes by score. */
const desired = 1.1;
/** Pieces that are expected more rarely are dropped. */
const fewest = 0.5;

/**
 * @throws LabError `tokenizer.alphabet`, `text.*`, `cancelled`
 */
export async function trainUnigram(
  config: TokenizerConfig,
  source: TextSource,
  { signal, onProgress, unigram: observer }: TrainOptions = {},
): Promise<UnigramTokenizer> {
  const options = canonicalOptions(config);
  const counted = await countWords(config, source, {
    signal,
    onProgress: (share) => onProgress?.(share / 4),
  });
  const text = { words: counted.words.map(withSpaceMarks), counts: counted.counts };
  const alphabet = alphabetOf(text.words);
  const start = pieceStart(options).length;
  requireRoom(config.vocabularySize, start + alphabet.length, alphabet.length);
  const wanted = config.vocabularySize - start;

  const pacer = new Pacer(signal);
  const reserved = new Set(pieceStart(options));
  let pieces = seedPieces(text, alphabet).filter(({ piece }) => !reserved.has(piece));
  const tell = (event: Omit<UnigramRound, 'pieces'>) => observer?.onRound({ ...event, pieces });
  const nothing = {
    expectedCounts: null,
    candidates: null,
    losses: null,
    objective: null,
  };
  tell({ ...nothing, round: 0, phase: 'seed' });
  await pacer.pause();

  const target = Math.floor(desired * wanted);
  const seeds = pieces.length;
  for (let round = 0; ; round++) {
    for (let step = 0; step < emSteps; step++) {
      const { expectedCounts, objective } = await expect(pieces, text, pacer);
      const maximized = maximize(pieces, expectedCounts);
      pieces = maximized.pieces;
      tell({ ...nothing, round, phase: 'em', expectedCounts: maximized.counts, objective });
    }
    if (pieces.length <= target) {
      pieces = finish(pieces, alphabet, wanted);
      tell({ ...nothing, round, phase: 'final' });
      break;
    }
    const candidates = pieces;
    const losses = await lossesWithout(pieces, text, pacer);
    pieces = prune(pieces, losses, Math.max(target, Math.floor(shrinking * pieces.length)));
    tell({ ...nothing, round, phase: 'prune', candidates, losses });
    // Each round shrinks by the same factor, so progress goes with the logarithm.
    const done = Math.log(seeds / pieces.length) / Math.log(seeds / target);
    onProgress?.(0.25 + 0.75 * Math.min(1, done));
  }
  onProgress?.(1);
  return new UnigramTokenizer(pieces, options);
}

class Model {
  readonly lattice = new WordLattice();
  private readonly trie: PieceTrie;
  private readonly scores: Float64Array;
  private readonly unknownScore: number;

  constructor(pieces: readonly ScoredPiece[]) {
    this.trie = new PieceTrie(pieces.length);
    for (const [index, { piece }] of pieces.entries()) this.trie.add(piece, index);
    this.scores = Float64Array.from(pieces, ({ score }) => score);
    this.unknownScore = this.scores.reduce((a, b) => Math.min(a, b), 0) - unknownPenalty;
  }

  build(word: string): WordLattice {
    this.lattice.build(word, this.trie, this.scores, this.unknownScore);
    return this.lattice;
  }
}

async function expect(
  pieces: readonly ScoredPiece[],
  { words, counts }: CountedWords,
  pacer: Pacer,
): Promise<{ expectedCounts: Float64Array; objective: number }> {
  const model = new Model(pieces);
  const expectedCounts = new Float64Array(pieces.length);
  let logLikelihood = 0;
  let total = 0;
  for (const [index, word] of words.entries()) {
    const lattice = model.build(word);
    logLikelihood += counts[index] * lattice.sum();
    total += counts[index];
    for (let edge = 0; edge < lattice.edgeCount; edge++) {
      const piece = lattice.pieces[edge];
      if (piece !== unknownPiece) expectedCounts[piece] += counts[index] * lattice.posterior(edge);
    }
    if (pacer.due()) await pacer.pause();
  }
  return { expectedCounts, objective: -logLikelihood / Math.max(1, total) };
}

function maximize(pieces: readonly ScoredPiece[], expectedCounts: Float64Array) {
  const kept: ScoredPiece[] = [];
  const counts: number[] = [];
  for (const [index, { piece }] of pieces.entries()) {
    if (expectedCounts[index] < fewest) continue;
    counts.push(expectedCounts[index]);
    kept.push({ piece, score: digamma(expectedCounts[index]) });
  }
  const logSum = digamma(counts.reduce((sum, count) => sum + count, 0));
  return {
    pieces: kept.map(({ piece, score }) => ({ piece, score: score - logSum })),
    counts: Float64Array.from(counts),
  };
}

/**
 * What the log likelihood per word loses without each piece, when its second-best segmentation takes
 * its place. Infinity for pieces that have none; −Infinity for those that are not even the best
 * segmentation of themselves, or are never used.
 */
async function lossesWithout(
  pieces: readonly ScoredPiece[],
  { words, counts }: CountedWords,
  pacer: Pacer,
): Promise<Float64Array> {
  const model = new Model(pieces);
  const used = new Float64Array(pieces.length);
  let total = 0;
  for (const [index, word] of words.entries()) {
    const lattice = model.build(word);
    for (const edge of lattice.best().edges) {
      const piece = lattice.pieces[edge];
      if (piece !== unknownPiece) used[piece] += counts[index];
    }
    total += counts[index];
    if (pacer.due()) await pacer.pause();
  }
  const sum = used.reduce((first, second) => first + second, 0);
  const losses = new Float64Array(pieces.length);
  for (const [index, { piece }] of pieces.entries()) {
    const lattice = model.build(piece);
    const [itself, second] = lattice.nBest(2);
    if (itself.edges.length > 1) losses[index] = -Infinity;
    else if (second === undefined) losses[index] = Infinity;
    else if (used[index] === 0) losses[index] = -Infinity;
    else {
      const parts = second.edges.map((edge) => lattice.pieces[edge]);
      const logSum = Math.log(sum + used[index] * (parts.length - 1));
      let without = 0;
      for (const part of parts) {
        // A character that is no piece any more cannot stand in: as rare as can be.
        const count = part === unknownPiece ? 0 : used[part];
        without += Math.log(count + used[index]) - logSum;
      }
      losses[index] = (used[index] / total) * (Math.log(used[index] / sum) - without);
    }
    if (pacer.due()) await pacer.pause();
  }
  return losses;
}

/** Keeps the pieces of largest loss, in their order; those of infinite loss always. */
function prune(pieces: readonly ScoredPiece[], losses: Float64Array, size: number) {
  const order = Array.from(pieces, (_, index) => index)
    .filter((index) => losses[index] !== -Infinity)
    .sort((first, second) => losses[second] - losses[first] || first - second);
  const needed = order.filter((index) => losses[index] === Infinity).length;
  const kept = new Set(order.slice(0, Math.max(size, needed)));
  return pieces.filter((_, index) => kept.has(index));
}

/** All characters, and the best of the other pieces; by score. */
function finish(pieces: readonly ScoredPiece[], alphabet: readonly string[], size: number) {
  const scores = new Map(pieces.map(({ piece, score }) => [piece, score]));
  const lowest = pieces.reduce((least, { score }) => Math.min(least, score), 0);
  let rare = 0;
  const characters = alphabet.map((piece) => ({
    piece,
    // Those that EM dropped come last, each a little below the one before.
    score: scores.get(piece) ?? lowest - 0.0001 * ++rare,
  }));
  const required = new Set(alphabet);
  const others = pieces
    .filter(({ piece }) => !required.has(piece))
    .sort((first, second) => second.score - first.score);
  return [...characters, ...others.slice(0, Math.max(0, size - characters.length))].sort(
    (first, second) => second.score - first.score,
  );
}

/** Derivative of log Γ, by recurrence up to 7 and the asymptotic series; for positive numbers. */
export function digamma(value: number): number {
  let result = 0;
  for (; value < 7; value++) result -= 1 / value;
  value -= 0.5;
  const square = 1 / (value * value);
  const series = [1 / 24, -7 / 960, 31 / 8064, -127 / 30720];
  let power = square;
  for (const coefficient of series) {
    result += coefficient * power;
    power *= square;
  }
  return result + Math.log(value);
}
