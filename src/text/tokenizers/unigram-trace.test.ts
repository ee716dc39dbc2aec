/**
 * @file Unigram in slow motion: the stages are those of the trainer, and a lattice's posteriors are
 * those of all segmentations counted one by one.
 */
import { describe, expect, it } from 'vitest';
import { sampleTexts } from './compare/samples';
import { trainTokenizer } from './index';
import { UnigramTokenizer } from './unigram';
import { bestSegmentations, latticeAt, sampleSegmentations } from './unigram-lattice';
import { traceUnigram } from './unigram-trace';

const text = `${sampleTexts.english} ${sampleTexts.chinese} `.repeat(3);

describe('a trace of Unigram', () => {
  it('goes from the seed by rounds to the vocabulary of the trainer', async () => {
    const { stages } = await traceUnigram(text, 20);
    expect(stages.map(({ phase }) => phase).slice(0, 4)).toEqual(['seed', 'em', 'em', 'prune']);
    expect(stages.at(-1)?.phase).toBe('final');
    const sizes = stages.map(({ pieces }) => pieces.length);
    expect(sizes).toEqual([...sizes].sort((first, second) => second - first));

    const final = stages.at(-1)?.pieces ?? [];
    const trained = await trainTokenizer(
      { kind: 'unigram', vocabularySize: final.length + 2, preTokenizer: 'whitespace' },
      {
        name: 'test',
        async *chunks() {
          yield { text, endOfDocument: true };
        },
      },
    );
    expect(trained).toBeInstanceOf(UnigramTokenizer);
    if (trained instanceof UnigramTokenizer) expect(trained.pieces).toEqual(final);
  });

  it('tells counts in order, and losses on both sides of the cut', async () => {
    const { stages } = await traceUnigram(text, 20);
    for (const { phase, counts, losses, dropped, objective } of stages) {
      expect(objective !== null).toBe(phase === 'em');
      const values = counts.map(({ count }) => count);
      expect(values).toEqual([...values].sort((first, second) => second - first));
      if (phase !== 'prune') continue;
      expect(dropped).toBeGreaterThan(0);
      const dearest = Math.max(...losses.flatMap((one) => (one.dropped ? [one.loss] : [])));
      const cheapest = Math.min(...losses.flatMap((one) => (one.dropped ? [] : [one.loss])));
      expect(dearest).toBeLessThanOrEqual(cheapest);
    }
  });

  it('gives every edge of a word its share of all segmentations', async () => {
    const { stages } = await traceUnigram(text, 20);
    for (const stage of stages) {
      const lattice = latticeAt(stage, ' river');
      const paths: { edges: Set<number>; score: number }[] = [];
      const walk = (at: number, edges: number[], score: number) => {
        if (at === lattice.text.length) paths.push({ edges: new Set(edges), score });
        for (const [index, node] of lattice.nodes.entries()) {
          if (node.start === at) walk(node.end, [...edges, index], score + node.score);
        }
      };
      walk(0, [], 0);
      const total = paths.reduce((sum, { score }) => sum + Math.exp(score), 0);
      expect(lattice.logPartition).toBeCloseTo(Math.log(total), 9);
      for (const [index, { posterior }] of lattice.nodes.entries()) {
        const through = paths.filter(({ edges }) => edges.has(index));
        const share = through.reduce((sum, { score }) => sum + Math.exp(score), 0) / total;
        expect(posterior).toBeCloseTo(share, 9);
      }
    }
  });

  it('cuts a word in the best ways and at random, the same for a seed', () => {
    const vocabulary = {
      pieces: [
        { piece: 'a', score: -1 },
        { piece: 'b', score: -1 },
        { piece: 'ab', score: -1.5 },
      ],
    };
    const best = bestSegmentations(vocabulary, 'ab', 5);
    expect(best.map(({ pieces }) => pieces)).toEqual([['ab'], ['a', 'b']]);
    const first = 1 / (1 + Math.exp(-0.5));
    expect(best[0].probability).toBeCloseTo(first, 9);
    expect(best[1].probability).toBeCloseTo(1 - first, 9);

    const settings = { alpha: 1, seed: 3, samples: 2000 };
    const drawn = sampleSegmentations(vocabulary, 'ab', settings);
    expect(sampleSegmentations(vocabulary, 'ab', settings)).toEqual(drawn);
    expect(sampleSegmentations(vocabulary, 'ab', { ...settings, seed: 4 })).not.toEqual(drawn);
    const share = (pieces: string[][]) => pieces.filter((one) => one.length === 1).length / 2000;
    // Three standard deviations.
    expect(Math.abs(share(drawn) - first)).toBeLessThan(0.034);
    const flat = sampleSegmentations(vocabulary, 'ab', { ...settings, alpha: 0 });
    expect(Math.abs(share(flat) - 0.5)).toBeLessThan(0.034);
  });

  it('ends at once where there is nothing to learn', async () => {
    const { stages } = await traceUnigram('', 20);
    expect(stages.at(-1)).toMatchObject({ phase: 'final', pieces: [] });
    expect(latticeAt({ pieces: [] }, 'ab').nodes.map(({ best }) => best)).toEqual([true, true]);
  });

  it('can be cancelled', async () => {
    await expect(traceUnigram(text, 20, AbortSignal.abort())).rejects.toThrow('Cancelled');
  });
});
