/**
 * @file Training of Unigram: from a far too large vocabulary, two steps of expectation-maximisation,
 * then the quarter of the pieces that the likelihood misses least is dropped, and again.
 * Expectation counts each piece by its share in all segmentations of each word; maximisation sets
 * log p = ψ(count) − ψ(sum of counts), a variational step with a sparse prior, not count / sum.
 * Paper: Kudo 2018 (1804.10959). Source: google/sentencepiece `src/unigram_model_trainer.cc`
 * (`RunEStep`, `RunMStep`, `PruneSentencePieces`, `FinalizeSentencePieces`). Unlike there, characters
 * are never dropped on the way: with a small vocabulary of many characters that leaves the likelihood
 * far higher.
 */
import { Pacer } from '../pacing';
import type { TextSource, TokenizerConfig } from '../types';
import { alphabetOf, countWords, requireRoom, type CountedWords } from './count-words';
import { WordLattice } from './lattice';
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
/** Pieces that are expected more rarely are dropped; characters then count as often as this. */
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
  const characters = new Set(alphabet);

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
      const maximized = maximize(pieces, expectedCounts, characters);
      pieces = maximized.pieces;
      tell({ ...nothing, round, phase: 'em', expectedCounts: maximized.counts, objective });
    }
    if (pieces.length <= target) {
      pieces = finish(pieces, characters, wanted);
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

/** The pieces on the way; they hold every character, so nothing is unknown. */
class Model {
  readonly lattice = new WordLattice();
  private readonly trie: PieceTrie;
  private readonly scores: Float64Array;

  constructor(pieces: readonly ScoredPiece[]) {
    this.trie = new PieceTrie(pieces.length);
    for (const [index, { piece }] of pieces.entries()) this.trie.add(piece, index);
    this.scores = Float64Array.from(pieces, ({ score }) => score);
  }

  build(word: string): WordLattice {
    this.lattice.build(word, this.trie, this.scores, -Infinity);
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
      expectedCounts[lattice.pieces[edge]] += counts[index] * lattice.posterior(edge);
    }
    if (pacer.due()) await pacer.pause();
  }
  return { expectedCounts, objective: -logLikelihood / Math.max(1, total) };
}

function maximize(
  pieces: readonly ScoredPiece[],
  expectedCounts: Float64Array,
  characters: ReadonlySet<string>,
) {
  const kept: ScoredPiece[] = [];
  const counts: number[] = [];
  for (const [index, { piece }] of pieces.entries()) {
    if (expectedCounts[index] < fewest && !characters.has(piece)) continue;
    const count = Math.max(fewest, expectedCounts[index]);
    counts.push(count);
    kept.push({ piece, score: digamma(count) });
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
      used[lattice.pieces[edge]] += counts[index];
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
      const logSum = Math.log(sum + used[index] * (second.edges.length - 1));
      let without = 0;
      for (const edge of second.edges) {
        without += Math.log(used[lattice.pieces[edge]] + used[index]) - logSum;
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
function finish(pieces: readonly ScoredPiece[], characters: ReadonlySet<string>, size: number) {
  const byScore = [...pieces].sort((first, second) => second.score - first.score);
  let room = size - characters.size;
  return byScore.filter(({ piece }) => characters.has(piece) || room-- > 0);
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
