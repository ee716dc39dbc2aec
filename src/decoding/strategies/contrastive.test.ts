import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from '../../base/distribution';
import { decodeColumns } from '../testing-columns';
import vectors from '../vectors.fixture.json';
import { contrastiveScores } from './contrastive';
import { anySeed, hiddenOf, idsOf, randomModel } from './testing';

const strategy = (k: number, alpha: number) => ({ kind: 'contrastive' as const, k, alpha });

describe('the recorded scores', () => {
  const { top_k_probs, context_hidden, candidate_hidden, max_cosine, score, choice } =
    vectors.contrastive_search;
  const vectorsOf = (rows: number[][]) => rows.map((row) => Float32Array.from(row));
  const candidates = vectorsOf(candidate_hidden).map((hidden, id) => ({
    id,
    probability: top_k_probs[id],
    hidden,
  }));

  it.each(Object.entries(score))('at α = %s', (alpha, expected) => {
    const notes = contrastiveScores(candidates, vectorsOf(context_hidden), Number(alpha));
    notes.forEach((note, id) => {
      expect(note.penalty).toBeCloseTo(max_cosine[id], 6);
      expect(note.score).toBeCloseTo(expected[id], 6);
    });
    const scores = notes.map((note) => note.score);
    const chosen = Object.entries(choice).find(([name]) => name === alpha)?.[1];
    expect(scores.indexOf(Math.max(...scores))).toBe(chosen);
  });
});

/** Everything computed anew for each token, by the definition. */
function reference(
  model: ReturnType<typeof randomModel>,
  prompt: readonly number[],
  { k, alpha, maxTokens }: { k: number; alpha: number; maxTokens: number },
): number[] {
  const ids = [...prompt];
  const unit = (vector: Float32Array) => {
    const length = Math.hypot(...vector);
    return [...vector].map((value) => value / length);
  };
  for (let place = 0; place < maxTokens; place++) {
    const p = softmax(model.after(ids));
    const past = ids.map((_, last) => unit(hiddenOf(ids.slice(0, last + 1))));
    const top = [...p.keys()].sort((left, right) => p[right] - p[left]).slice(0, k);
    const scored = top.map((id) => {
      const own = unit(hiddenOf([...ids, id]));
      const cosines = past.map((state) =>
        state.reduce((sum, value, index) => sum + value * own[index], 0),
      );
      return { id, score: (1 - alpha) * p[id] - alpha * Math.max(...cosines) };
    });
    ids.push(scored.reduce((best, one) => (one.score > best.score + 1e-9 ? one : best)).id);
  }
  return ids.slice(prompt.length);
}

describe('contrastive search', () => {
  it('writes what the definition gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySeed,
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 5 }),
        async (seed, k, alpha, promptIds) => {
          const model = randomModel(seed, 9);
          const common = { model, promptIds, seed, maxTokens: 7, endOfText: -1 };
          const [column] = await decodeColumns({ ...common, columns: [strategy(k, alpha)] });
          const expected = reference(model, promptIds, { k, alpha, maxTokens: 7 });
          // With equal scores either is right.
          const parting = idsOf(column).findIndex((id, index) => id !== expected[index]);
          if (parting !== -1) expect(isTied(column.tokens[parting].note)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is greedy with one candidate, and without a penalty', async () => {
    const model = randomModel(7, 9);
    const [greedy, one, free] = await decodeColumns({
      model,
      promptIds: [2, 3],
      seed: 1,
      maxTokens: 15,
      endOfText: 0,
      columns: [{ kind: 'greedy' }, strategy(1, 0.9), strategy(5, 0)],
    });
    expect(idsOf(one)).toEqual(idsOf(greedy));
    expect(idsOf(free)).toEqual(idsOf(greedy));
    expect(free.statistics).toEqual(greedy.statistics);
  });

  it('asks for the part of the prompt that the model sees, and then for k texts at a time', async () => {
    const model = randomModel(7, 9);
    const batches: number[] = [];
    const counted = {
      contextLength: 4,
      nextLogits: (sequences: readonly (readonly number[])[]) => model.nextLogits(sequences),
      nextStates: (sequences: readonly (readonly number[])[]) => {
        batches.push(sequences.length);
        return model.nextStates(sequences);
      },
    };
    const columns = [strategy(3, 0.5)];
    const common = { model: counted, promptIds: [5, 6, 7, 1, 2, 3], seed: 1, endOfText: -1 };
    const [own] = await decodeColumns({ ...common, columns, maxTokens: 3 });
    expect(batches).toEqual([4, 3, 3, 3]);
    const forcedIds = idsOf(own).slice(0, 2);
    const [given] = await decodeColumns({ ...common, columns, maxTokens: 3, forcedIds });
    expect(idsOf(given)).toEqual(idsOf(own));
    expect(given.tokens[2]).toEqual(own.tokens[2]);
  });
});

function isTied(note: { kind: string } | undefined): boolean {
  if (!note || !('candidates' in note) || !Array.isArray(note.candidates)) return false;
  const scores = note.candidates
    .map((candidate: { score: number }) => candidate.score)
    .sort((left, right) => right - left);
  return scores[0] - scores[1] < 1e-6;
}
