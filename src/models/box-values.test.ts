/**
 * @file Values of boxes: each has the shape that its box says, and each of its numbers follows from the
 * recorded numbers of the boxes that it reads, whatever the options of the model are.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import { ReferenceMachine } from '../tensor/program/reference-machine';
import { usualBlock, usualExperts } from './block';
import { boxValues } from './box-values';
import type { ModelConfig } from './config';
import { modelDiagram, type Box } from './diagram';
import { followCell } from './follow-cell';
import { LanguageModel } from './model';
import { initialiseParameters } from './parameters';

const small: ModelConfig = {
  ...usualBlock,
  ...{ vocabularySize: 13, layers: 1, heads: 4, width: 16, contextLength: 8, positions: 'rope' },
  ...{ ropeBase: 10_000, norm: 'layer', dropout: 0, tiedHead: true },
};

const changes: Partial<ModelConfig>[] = [
  {},
  { norm: 'rms', gated: true, activation: 'silu', keyValueHeads: 2, tiedHead: false },
  { positions: 'learned', normPlacement: 'sandwich', residualScale: 0.5, logitCap: 0.2 },
  { positions: 'alibi', normPlacement: 'post', window: 3, parallel: true, keyValueHeads: 1 },
  { positions: 't5', architecture: 'encoder-decoder', layers: 2 },
  { experts: { ...usualExperts, count: 3, perToken: 2, shared: true }, residualScale: 0.5 },
  { experts: { ...usualExperts, count: 3, learnedNoise: true } },
  { positions: 'sinusoidal', architecture: 'encoder-only', sentencePairs: true },
  { queryKeyNorm: true, keyValueHeads: 2 },
  { positions: 'shaw', relativeReach: 2, keyValueHeads: 2, scoreCap: 2 },
  {
    ...{ positions: 'shaw', relativeReach: 1, relativeValues: true, keyValueHeads: 2 },
    architecture: 'encoder-decoder',
  },
  { scoreCap: 0.3, attentionSink: 'learned', positions: 'alibi' },
  { queryKeyNorm: true, keyValueHeads: 2, architecture: 'encoder-decoder', attentionSink: 'zero' },
];

const leaves = (box: Box): Box[] =>
  box.inner.length === 0 ? [box] : box.inner.flatMap((inner) => leaves(inner));

it.each(changes)('are what their boxes say with %o', async (change) => {
  const config = { ...small, ...change };
  const arrays = initialiseParameters(config, 3);
  // First weights are so small, and first biases 0, that errors could hide.
  for (const { data } of Object.values(arrays)) {
    data.forEach((weight, at) => (data[at] = 8 * weight + 0.02 * ((at % 7) - 3)));
  }
  const model = new LanguageModel(new ReferenceMachine(), config, arrays);
  const ids = [3, 1, 4, 0, 5, 9];
  for (const { name } of leaves(modelDiagram(config))) {
    const values = await boxValues(model, ids, name);
    const { box, value } = values;
    expect(box.name).toBe(name);
    expect(value.shape).toEqual(box.shape.map(({ size }) => size));
    const isMasked = box.kind === 'mask';
    expect(value.data.every((number) => isMasked || Number.isFinite(number))).toBe(true);
    for (let cell = 0; cell < value.data.length; cell += 11) {
      const story = followCell(config, values, cell);
      if (story) expect(story.result).toBeCloseTo(value.data[cell], 4);
    }
  }
  model.dispose();
});

it('are those of the whole model, layer by layer', async () => {
  const model = new LanguageModel(new ReferenceMachine(), small, initialiseParameters(small, 3));
  const ids = [3, 1, 4];
  const { value } = await boxValues(model, ids, 'model');
  expect([...value.data]).toEqual([...(await model.logits(ids))]);
  const { probabilities } = await model.inspect(ids);
  const attention = await boxValues(model, ids, 'layers.0.attention.probabilities');
  expect([...attention.value.data]).toEqual([...probabilities]);
  model.dispose();
});
