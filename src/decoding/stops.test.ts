/** @file Stop sequences across the borders of tokens, in columns of one text and in beam search. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StopSequences } from './stops';
import { decodeColumns } from './testing-columns';
import type { DecodingModel, StrategyConfig } from './types';

const letters = ['', 'a', 'b', 'ab', 'ba', 'c'];
const decode = (ids: readonly number[]) => ids.map((id) => letters[id]).join('');
const token = fc.integer({ min: 0, max: letters.length - 1 });

describe('a stop sequence', () => {
  it('is found where it is completed first, and the text is put together again', () => {
    const stops = fc.array(fc.constantFrom('a', 'bb', 'aba', 'cab', 'bac'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(token, { maxLength: 10 }), stops, (ids, texts) => {
        const found = new StopSequences(texts, decode).find(ids);
        const isIn = (text: string) => texts.some((stop) => text.includes(stop));
        if (!found) {
          expect(isIn(decode(ids))).toBe(false);
          return;
        }
        const { stop, tokens, from, before, cut } = found;
        expect(before + stop + cut).toBe(decode(ids.slice(0, tokens)));
        expect(isIn(decode(ids.slice(0, tokens - 1)))).toBe(false);
        expect(isIn(before)).toBe(false);
        expect(decode(ids.slice(0, from)).length).toBeLessThanOrEqual(before.length);
        expect(decode(ids.slice(0, from + 1)).length).toBeGreaterThan(before.length);
      }),
    );
  });
});

/** After each id the next ones, most probable first. */
const likely: Record<number, number[]> = { 1: [2, 3], 2: [4, 1], 3: [1], 4: [5, 2], 5: [1] };
const model: DecodingModel = {
  nextLogits: (sequences) =>
    Promise.resolve(
      sequences.map((ids) => {
        const next = likely[ids[ids.length - 1]] ?? [];
        return Float32Array.from(letters, (_, id) =>
          next.includes(id) ? 3 - next.indexOf(id) : -2,
        );
      }),
    ),
};

async function write(column: StrategyConfig, stop: string[], forcedIds: number[] = []) {
  const stops = new StopSequences(stop, decode);
  const options = { model, promptIds: [1], seed: 1, maxTokens: 8, endOfText: 0, stops, forcedIds };
  const [update] = await decodeColumns({ ...options, columns: [column] });
  return { ...update, text: decode(update.tokens.map(({ id }) => id)) };
}

describe('columns', () => {
  it('end at a stop sequence that lies across two tokens', async () => {
    // b, ba, c, a, b, …
    const { text, status, stopped } = await write({ kind: 'greedy' }, ['xyz', 'ac']);
    expect([text, status]).toEqual(['bbac', 'stop']);
    expect(stopped).toEqual({ stop: 'ac', tokens: 3, from: 1, before: 'bb', cut: '' });
  });

  it('tell what is cut after it in the last token', async () => {
    const { text, stopped } = await write({ kind: 'greedy' }, ['bb']);
    expect(text).toBe('bba');
    expect(stopped).toEqual({ stop: 'bb', tokens: 2, from: 0, before: '', cut: 'a' });
  });

  it('go on where there is none, and may be ended by the end of the text', async () => {
    expect((await write({ kind: 'greedy' }, ['zz'])).status).toBe('length');
    expect((await write({ kind: 'greedy' }, [])).status).toBe('length');
  });

  it('may be given one, and stop at the next', async () => {
    const forced = { kind: 'greedy' } as const;
    expect((await write(forced, ['bb'], [2])).text).toBe('bba');
    const { text, status } = await write(forced, ['bb', 'ab'], [2, 4]);
    expect([text, status]).toEqual(['bbacab', 'stop']);
  });

  it('of beam search count a draft that contains one as ended', async () => {
    const beam = { kind: 'beam', beams: 3, lengthPenalty: 1 } as const;
    const { tokens, text, status, stopped } = await write(beam, ['ac', 'ca']);
    expect(status).toBe('stop');
    expect(tokens.length).toBe(stopped?.tokens);
    expect(text.endsWith(`${stopped?.stop}${stopped?.cut}`)).toBe(true);
    expect((await write(beam, ['zz'])).stopped).toBeUndefined();
  });
});
