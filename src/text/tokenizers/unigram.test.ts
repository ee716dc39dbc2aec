/**
 * @file Unigram against the outside: what SentencePiece made of the same texts (recorded by
 * `reference/record_sentencepiece.py`), the vectors of the literature, and every segmentation
 * written out.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { corpusSource } from '../corpora';
import type { CorpusName, TextSource } from '../types';
import { alphabetOf } from './count-words';
import recorded from './fixtures/sentencepiece.json';
import vectors from './fixtures/vectors.json';
import { WordLattice } from './lattice';
import type { UnigramRound } from './observe';
import { canonicalOptions } from './options';
import { PieceTrie } from './piece-trie';
import { tokenizerFromVocab, tokenizerToVocab } from './sentencepiece-vocab';
import { UnigramTokenizer } from './unigram';
import { seedPieces } from './unigram-seed';
import { digamma, trainUnigram } from './unigram-train';

const config = {
  kind: 'unigram',
  vocabularySize: 0,
  preTokenizer: 'whitespace',
} as const;
const options = canonicalOptions(config);

async function linesOf(name: CorpusName): Promise<string[]> {
  let text = '';
  for await (const chunk of corpusSource(name, { documents: 100, seed: 1 }).chunks()) {
    text += `${chunk.text}\n`;
  }
  return text.split('\n').filter((line) => line !== '');
}

function textSource(lines: readonly string[]): TextSource {
  return {
    name: 'test',
    async *chunks() {
      for (const text of lines) yield { text, endOfDocument: true };
    },
  };
}

const scored = (pieces: readonly (readonly (string | number)[])[]) =>
  pieces.map(([piece, score]) => ({ piece: String(piece), score: Number(score) }));

function logLikelihood(tokenizer: UnigramTokenizer, lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + tokenizer.latticeOf(line).logPartition, 0);
}

describe.each([
  ['english-stories', recorded.english],
  ['chinese-stories', recorded.chinese],
] as const)('SentencePiece on %s', (name, { pieces, cuts }) => {
  it('cuts alike with the same model', async () => {
    const lines = await linesOf(name);
    const model = new UnigramTokenizer(scored(pieces), options);
    const ours = lines
      .slice(0, cuts.length)
      .map((line) => model.encode(line).map((id) => model.tokens[id]));
    expect(ours.map((cut) => cut.join(' '))).toEqual(cuts);
  });

  it('trains a model of equal size under which the text is at most half a percent less likely', async () => {
    const lines = await linesOf(name);
    const size = 2 + pieces.length;
    const ours = await trainUnigram({ ...config, vocabularySize: size }, textSource(lines));
    expect(ours.vocabularySize).toBe(size);
    const theirs = logLikelihood(new UnigramTokenizer(scored(pieces), options), lines);
    expect(logLikelihood(ours, lines)).toBeGreaterThan(1.005 * theirs);
  });
});

describe('the vector', () => {
  const { pieces, text, best, best_logprob, top3, logZ, n_segmentations } = vectors.unigram;
  const model = new UnigramTokenizer(
    Object.entries(pieces).map(([piece, score]) => ({ piece, score })),
    options,
  );

  it('has the best segmentation, the sum of all, and the expected counts', () => {
    const lattice = model.latticeOf(text);
    const chosen = lattice.nodes.filter((node) => node.best);
    expect(chosen.map(({ piece }) => piece)).toEqual(best);
    expect(lattice.bestScore).toBeCloseTo(best_logprob, 9);
    expect(lattice.logPartition).toBeCloseTo(logZ, 9);
    const expected = new Map<string, number>();
    for (const { piece, posterior } of lattice.nodes) {
      expected.set(piece, (expected.get(piece) ?? 0) + posterior);
    }
    for (const [piece, count] of Object.entries(vectors.unigram.expected_counts_freq1)) {
      expect(expected.get(piece)).toBeCloseTo(count, 9);
    }
  });

  it('has the n best segmentations', () => {
    const all = model.nBest(text, 100);
    expect(all).toHaveLength(n_segmentations);
    expect(all.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
    for (const [index, [cut, score]] of top3.entries()) {
      expect(all[index].pieces).toEqual(cut);
      expect(all[index].score).toBeCloseTo(Number(score), 9);
    }
  });

  it('samples the best as often as it should', () => {
    const random = new Random(3, 'sampling');
    const draws = 4000;
    let hits = 0;
    for (let draw = 0; draw < draws; draw++) {
      if (model.sample(text, 0.2, random).join(' ') === best.join(' ')) hits++;
    }
    // Three standard deviations.
    const share = vectors.unigram.sampling_alpha_0_2_best;
    expect(Math.abs(hits / draws - share)).toBeLessThan(
      3 * Math.sqrt((share * (1 - share)) / draws),
    );
  });

  it('has digamma', () => {
    for (const [value, result] of Object.entries(vectors.unigram.digamma_check)) {
      expect(digamma(Number(value))).toBeCloseTo(result, 9);
    }
  });
});

/** All ways to write a word with pieces. */
function* segmentations(word: string, pieces: readonly string[]): Generator<string[]> {
  if (word === '') yield [];
  for (const piece of pieces) {
    if (!word.startsWith(piece)) continue;
    for (const rest of segmentations(word.slice(piece.length), pieces)) yield [piece, ...rest];
  }
}

it('the lattice equals all segmentations written out', () => {
  const unit = fc.constantFrom('a', 'b', '𠀀');
  const more = fc.uniqueArray(fc.string({ unit, minLength: 2, maxLength: 4 }), { maxLength: 6 });
  const numbers = fc.array(fc.double({ min: -9, max: -0.1, noNaN: true }), {
    minLength: 9,
    maxLength: 9,
  });
  fc.assert(
    fc.property(
      fc.string({ unit, minLength: 1, maxLength: 7 }),
      more,
      numbers,
      (word, long, scores) => {
        const pieces = ['a', 'b', '𠀀', ...long];
        const trie = new PieceTrie();
        pieces.forEach((piece, index) => trie.add(piece, index));
        const lattice = new WordLattice();
        lattice.build(word, trie, scores, -Infinity);
        const all = [...segmentations(word, pieces)]
          .map((cut) => ({
            cut,
            score: cut.reduce((sum, p) => sum + scores[pieces.indexOf(p)], 0),
          }))
          .sort((first, second) => second.score - first.score);
        const sum = all.reduce((total, { score }) => total + Math.exp(score), 0);
        expect(lattice.best().score).toBeCloseTo(all[0].score, 9);
        expect(lattice.sum()).toBeCloseTo(Math.log(sum), 9);
        const uses = new Map<string, number>();
        for (const { cut, score } of all) {
          for (const piece of cut) uses.set(piece, (uses.get(piece) ?? 0) + Math.exp(score) / sum);
        }
        const expected = new Map<string, number>();
        for (let edge = 0; edge < lattice.edgeCount; edge++) {
          const piece = pieces[lattice.pieces[edge]];
          expected.set(piece, (expected.get(piece) ?? 0) + lattice.posterior(edge));
        }
        for (const [piece, count] of expected) expect(count).toBeCloseTo(uses.get(piece) ?? 0, 9);
        const best = lattice.nBest(5).map(({ score }) => score);
        expect(best).toHaveLength(Math.min(5, all.length));
        best.forEach((score, index) => expect(score).toBeCloseTo(all[index].score, 9));
      },
    ),
  );
});

describe('training', () => {
  it('seeds with every repeated string that cannot be longer, and counts it in the text', () => {
    const unit = fc.constantFrom('a', 'b', 'c');
    const words = fc.uniqueArray(fc.string({ unit, minLength: 1, maxLength: 8 }), { minLength: 1 });
    fc.assert(
      fc.property(words, (list) => {
        const counts = list.map((word) => 1 + (word.length % 3));
        const alphabet = alphabetOf(list);
        const seeds = seedPieces({ words: list, counts }, alphabet);
        const total = seeds.reduce((sum, { score }) => sum + Math.exp(score), 0);
        expect(total).toBeCloseTo(1, 9);
        expect(new Set(seeds.map(({ piece }) => piece)).size).toBe(seeds.length);
        const occurrences = (piece: string) =>
          list.reduce((sum, word, index) => {
            let times = 0;
            for (let at = 0; at < word.length; at++) if (word.startsWith(piece, at)) times++;
            return sum + times * counts[index];
          }, 0);
        const weights = seeds.map(({ piece }) => occurrences(piece) * piece.length);
        const sum = weights.reduce((first, second) => first + second, 0);
        seeds.forEach(({ score }, index) =>
          expect(score).toBeCloseTo(Math.log(weights[index] / sum), 9),
        );
        // What is seen before two different letters (or ends) is a seed.
        const found = new Set(seeds.map(({ piece }) => piece));
        for (const word of list) {
          for (let length = 2; length <= word.length; length++) {
            const piece = word.slice(0, length);
            const next = new Set(
              list.flatMap((other) =>
                Array.from(
                  other.matchAll(new RegExp(`(?=${piece}(.?))`, 'g')),
                  (match) => match[1],
                ),
              ),
            );
            if (next.size > 1) expect(found).toContain(piece);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('tells its rounds: the likelihood rises, the vocabulary shrinks to its size', async () => {
    const rounds: UnigramRound[] = [];
    const lines = await linesOf('english-stories');
    const tokenizer = await trainUnigram({ ...config, vocabularySize: 300 }, textSource(lines), {
      unigram: { onRound: (round) => rounds.push(round) },
    });
    expect(rounds[0].phase).toBe('seed');
    expect(rounds.at(-1)?.phase).toBe('final');
    expect(rounds.at(-1)?.pieces).toHaveLength(298);
    expect(tokenizer.pieces).toEqual(rounds.at(-1)?.pieces);
    for (const [index, round] of rounds.entries()) {
      const { phase, pieces, expectedCounts, losses, candidates } = round;
      if (phase === 'em') expect(expectedCounts).toHaveLength(pieces.length);
      if (phase !== 'prune') continue;
      expect(losses).toHaveLength(candidates?.length ?? 0);
      expect(pieces.length).toBeLessThan(candidates?.length ?? 0);
      // The second step of each pair explains the text better than the first did.
      const [first, second] = [rounds[index - 2].objective, rounds[index - 1].objective];
      expect(second ?? 0).toBeLessThanOrEqual(first ?? 0);
    }
  });

  it('refuses a vocabulary that cannot hold the characters', async () => {
    const lines = await linesOf('chinese-stories');
    await expect(
      trainUnigram({ ...config, vocabularySize: 257 }, textSource(lines)),
    ).rejects.toMatchObject({ code: 'tokenizer.alphabet', values: { size: 257 } });
  });
});

describe('a .vocab', () => {
  it('is read back', () => {
    const model = new UnigramTokenizer(scored(recorded.english.pieces), options);
    const again = tokenizerFromVocab(tokenizerToVocab(model) ?? '');
    expect(again.pieces).toEqual(model.pieces);
    const rest = { ...options, byteFallback: true, specialTokens: ['<|user|>'] };
    const other = new UnigramTokenizer(scored(recorded.english.pieces), rest);
    const file = tokenizerToVocab(other) ?? '';
    expect(tokenizerFromVocab(file).tokens).toEqual(other.tokens);
  });

  it('of SentencePiece’s own loses its special pieces', () => {
    const read = tokenizerFromVocab('<unk>\t0\n<s>\t0\n</s>\t0\n▁a\t-1.5\r\nb\t-2\n');
    expect(read.pieces).toEqual([
      { piece: '▁a', score: -1.5 },
      { piece: 'b', score: -2 },
    ]);
  });

  it.each([
    ['no score', 'a\n', 1],
    ['no number', 'a\t-1.5\nb\tx\n', 2],
    ['two of one piece', 'a\t-1.5\na\t-2.5\n', 2],
    ['nothing', '', 1],
    ['ranks of BPE', 'a\t-1\nb\t-2\n', 1],
  ])('with %s is refused', (_name, text, line) => {
    const read = () => tokenizerFromVocab(text);
    expect(read).toThrow(expect.objectContaining({ code: 'tokenizer.vocab' }));
    expect(read).toThrow(`line ${line}:`);
  });
});
