/**
 * @file Interventions: with none, the model says what it says; a head that is off counts for nothing; a
 * head patched from the same text changes nothing; and a token that nobody sees changes no other.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { usualBlock } from './block';
import type { ModelConfig } from './config';
import { headImportance, intervene, lossesOf, type HeadChange } from './intervention';
import { LanguageModel } from './model';
import { initialiseParameters } from './parameters';

const small: ModelConfig = {
  ...usualBlock,
  ...{ vocabularySize: 13, layers: 2, heads: 2, width: 8, contextLength: 8, positions: 'rope' },
  ...{ ropeBase: 10_000, norm: 'layer', dropout: 0, tiedHead: true },
};

const changes: Partial<ModelConfig>[] = [
  {},
  { window: 2, keyValueHeads: 1, positions: 'alibi', parallel: true },
  { positions: 'learned', normPlacement: 'post', tiedHead: false, attentionSink: 'learned' },
  { queryKeyNorm: true, scoreCap: 3, attentionSink: 'zero', positions: 'shaw' },
  { positions: 'shaw', relativeReach: 2, relativeValues: true, keyValueHeads: 1, window: 3 },
  { architecture: 'encoder-only', positions: 't5', sentencePairs: true },
];

const kept: HeadChange[] = ['kept', 'kept', 'kept', 'kept'];
const none = { heads: kept, otherIds: [], flipped: [] };
const ids = [3, 1, 4, 1, 5];

/** Weights as after training: large enough that what is changed can be seen. */
function modelOf(
  change: Partial<ModelConfig> = {},
  alter = (_: Record<string, Float32Array>) => {},
) {
  const config = { ...small, ...change };
  const arrays = initialiseParameters(config, 5);
  for (const { data } of Object.values(arrays)) data.forEach((x, at) => (data[at] = 10 * x));
  alter(Object.fromEntries(Object.entries(arrays).map(([name, { data }]) => [name, data])));
  return new LanguageModel(new ReferenceMachine(), config, arrays);
}

function expectClose(found: Float32Array, wanted: Float32Array) {
  expect(found.length).toBe(wanted.length);
  found.forEach((logit, at) => expect(logit).toBeCloseTo(wanted[at], 3));
}

it.each(changes)(
  'with none, and with heads patched from the same text, changes nothing: %o',
  async (change) => {
    const model = modelOf(change);
    const logits = await model.logits(ids);
    expectClose(await intervene(model, ids, none), logits);
    const heads: HeadChange[] = ['patched', 'kept', 'patched', 'patched'];
    expectClose(await intervene(model, ids, { ...none, heads, otherIds: ids }), logits);
    model.dispose();
  },
);

it('a head that is off is one whose output has no weights', async () => {
  const model = modelOf();
  const off = await intervene(model, ids, { ...none, heads: ['kept', 'kept', 'kept', 'off'] });
  const without = modelOf({}, (parameters) => {
    // Rows 4 to 7 of `[width, width]` read the second head.
    parameters['layers.1.attention.output.weight'].fill(0, 4 * 8);
  });
  expectClose(off, await without.logits(ids));
  expect(Math.max(...off.map((x, at) => Math.abs(x - off[at])))).toBe(0);
  model.dispose();
  without.dispose();
});

it('with all heads patched in one layer without positions, the other text speaks at the same place', async () => {
  const model = modelOf({ layers: 1, positions: 'none' });
  const other = [2, 7, 6, 1, 5];
  const patched: HeadChange[] = ['patched', 'patched'];
  const logits = await intervene(model, ids, { ...none, heads: patched, otherIds: other });
  const [own, others] = [await model.logits(ids), await model.logits(other)];
  // The last two tokens are the same in both: only attention told them apart.
  expectClose(logits.slice(3 * 13), others.slice(3 * 13));
  expect(own[4 * 13]).not.toBeCloseTo(others[4 * 13], 2);
  // Where the other text ends, nothing is patched.
  const short = await intervene(model, ids, {
    ...none,
    heads: patched,
    otherIds: other.slice(0, 3),
  });
  expectClose(short.slice(3 * 13), own.slice(3 * 13));
  model.dispose();
});

it('a token that no other sees changes no other', async () => {
  const model = modelOf();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 0, max: 3 }),
      async (id, at) => {
        const time = ids.length;
        const flipped = Array.from({ length: time - at - 1 }, (_, i) => (at + 1 + i) * time + at);
        const changed = ids.map((old, place) => (place === at ? id : old));
        const [one, other] = [
          await intervene(model, ids, { ...none, flipped }),
          await intervene(model, changed, { ...none, flipped }),
        ];
        expectClose(one.slice((at + 1) * 13), other.slice((at + 1) * 13));
      },
    ),
    { numRuns: 8 },
  );
  model.dispose();
});

it('a causal model that may look ahead is an encoder', async () => {
  const [causal, encoder] = [modelOf(), modelOf({ architecture: 'encoder-only' })];
  const time = ids.length;
  const pairs = Array.from({ length: time * time }, (_, pair) => pair);
  const flipped = pairs.filter((pair) => pair % time > Math.floor(pair / time));
  expectClose(await intervene(causal, ids, { ...none, flipped }), await encoder.logits(ids));
  causal.dispose();
  encoder.dispose();
});

it('tells the losses of a text, and what each head is worth', async () => {
  const model = modelOf();
  const logits = await model.logits(ids);
  const losses = lossesOf(model.config, ids, logits);
  expect(losses.length).toBe(4);
  const row = [...logits.slice(0, 13)];
  const mass = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
  expect(losses[0]).toBeCloseTo(Math.log(mass) - row[ids[1]], 4);
  const importance = await headImportance(model, ids);
  const off = await intervene(model, ids, { ...none, heads: ['kept', 'off', 'kept', 'kept'] });
  const mean = (some: number[]) => some.reduce((sum, x) => sum + x, 0) / some.length;
  const grown = mean(lossesOf(model.config, ids, off)) - mean(losses);
  expect(importance[1]).toBeCloseTo(grown, 4);
  model.dispose();
});
