/**
 * @file The loss by position, kind and frequency of tokens: parts of one mean, on models of every
 * architecture.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { LanguageModel } from '../models/model';
import { initialiseParameters } from '../models/parameters';
import { createSimdMachine } from '../tensor/simd/machine';
import { tokenizerFromJson } from '../text/tokenizers';
import { profileLoss } from './loss-profile';
import type { LossShare } from './loss-profile-kinds';
import { Preparation } from './prepare';
import { modelConfig, requireSpec, type SpecInput } from './spec';

const machine = await createSimdMachine({ threads: 1 });

async function profiled(change: SpecInput, signal = new AbortController().signal) {
  const spec = requireSpec({
    text: { source: 'english-stories', documents: 40 },
    tokenizer: { kind: 'bpe', vocabularySize: 300 },
    ...change,
    model: { layers: 1, heads: 2, width: 8, contextLength: 16, ...change.model },
  });
  const prepared = await new Preparation(() => Promise.resolve(null)).prepare(spec, {}, null);
  const config = modelConfig(spec, tokenizerFromJson(prepared.tokenizerJson).vocabularySize);
  const model = new LanguageModel(machine, config, initialiseParameters(config, 1));
  const shares: number[] = [];
  try {
    const onShare = (share: number) => shares.push(share);
    const profile = await profileLoss(
      machine,
      { model, step: 7, spec, ...prepared },
      onShare,
      signal,
    );
    return { profile, shares, vocabulary: config.vocabularySize };
  } finally {
    model.dispose();
  }
}

describe.each([
  ['decoder-only', 'next-token'],
  ['encoder-only', 'masked'],
  ['encoder-decoder', 'span-corruption'],
] as const)('%s', (architecture, kind) => {
  it('parts add up to the whole', async () => {
    const { profile, shares, vocabulary } = await profiled({
      model: { architecture },
      objective: { kind },
    });
    const { all, positions, kinds, frequencies } = profile;
    expect(profile.step).toBe(7);
    expect(shares.at(-1)).toBe(1);
    expect(all.loss).toBeGreaterThan(0.9 * Math.log(vocabulary));
    expect(all.loss).toBeLessThan(1.1 * Math.log(vocabulary));
    const parts: readonly (readonly LossShare<string | number>[])[] = [
      positions,
      kinds,
      frequencies,
    ];
    for (const part of parts) {
      const tokens = part.reduce((sum, share) => sum + share.tokens, 0);
      const loss = part.reduce((sum, share) => sum + share.tokens * share.loss, 0);
      expect(tokens).toBe(all.tokens);
      expect(loss / tokens).toBeCloseTo(all.loss, 8);
    }
    if (kind === 'next-token') {
      expect(positions.map(({ name }) => name)).toEqual(Array.from({ length: 16 }, (_, at) => at));
      expect(kinds.map(({ name }) => name)).toContain('wordStart');
    }
  });
});

it('can be cancelled', async () => {
  const abort = new AbortController();
  abort.abort();
  await expect(profiled({}, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
});
