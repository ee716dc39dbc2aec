/**
 * @file The habits of experts, against the routing of each piece of the text counted by itself.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { usualBlock, usualExperts } from './block';
import type { ModelConfig } from './config';
import { expertHabits } from './expert-habits';
import { LanguageModel } from './model';
import { initialiseParameters } from './parameters';

const small: ModelConfig = {
  ...usualBlock,
  ...{ vocabularySize: 7, layers: 2, heads: 2, width: 8, contextLength: 8, positions: 'rope' },
  ...{ ropeBase: 10_000, norm: 'layer', dropout: 0, tiedHead: true },
};
const text = Array.from({ length: 29 }, (_, at) => (at * at + 1) % 7);

it.each([1, 2] as const)(
  'counts the tokens of each expert, %i for each token',
  async (perToken) => {
    const config = { ...small, experts: { ...usualExperts, count: 3, perToken } };
    const model = new LanguageModel(
      new ReferenceMachine(),
      config,
      initialiseParameters(config, 5),
    );
    const { read, layers } = await expertHabits(model, text, 7);
    expect(read).toBe(text.length);
    expect(layers.map((experts) => experts.length)).toEqual([3, 3]);
    for (const [layer, habits] of layers.entries()) {
      const counts = habits.map(() => new Array<number>(7).fill(0));
      for (let start = 0; start < text.length; start += 8) {
        const piece = text.slice(start, start + 8);
        const { experts } = await model.routing(piece);
        piece.forEach((id, place) => {
          for (let choice = 0; choice < perToken; choice++) {
            counts[experts[(layer * piece.length + place) * perToken + choice]][id]++;
          }
        });
      }
      for (const [expert, { share, tokens }] of habits.entries()) {
        const sum = counts[expert].reduce((total, one) => total + one, 0);
        expect(share).toBeCloseTo(sum / text.length / perToken, 6);
        expect(tokens).toHaveLength(counts[expert].filter((times) => times > 0).length);
        for (const [rank, { id, count, share: ofToken }] of tokens.entries()) {
          expect(count).toBe(counts[expert][id]);
          expect(ofToken).toBeCloseTo(count / text.filter((one) => one === id).length, 6);
          expect(count).toBeLessThanOrEqual(tokens[rank - 1]?.count ?? Infinity);
        }
      }
    }
    model.dispose();
  },
);

it('of a model without experts are none', async () => {
  const model = new LanguageModel(new ReferenceMachine(), small, initialiseParameters(small, 5));
  expect(await expertHabits(model, text)).toEqual({ read: text.length, layers: [] });
  model.dispose();
});
