/**
 * @file Numbers of parameters: published ones, and what each option of a block changes.
 */
import { expect, it } from 'vitest';
import { usualBlock } from './block';
import type { ModelConfig } from './config';
import { cacheBytes } from './memory';
import { countParameters, initialiseParameters, parameterShapes } from './parameters';

const gpt2: ModelConfig = {
  ...usualBlock,
  vocabularySize: 50_257,
  layers: 12,
  heads: 12,
  width: 768,
  contextLength: 1024,
  positions: 'learned',
  ropeBase: 10_000,
  norm: 'layer',
  dropout: 0,
  tiedHead: true,
};

it('is that of GPT-2, and of a small one that was counted by hand', () => {
  expect(countParameters(gpt2)).toBe(124_439_808);
  const inLayer = Object.entries(parameterShapes(gpt2)).filter(([name]) =>
    /^layers\.0\./.test(name),
  );
  const sizes = inLayer.map(([, shape]) => shape.reduce((product, size) => product * size, 1));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(7_087_872);
  const small = { vocabularySize: 64, width: 16, layers: 2, heads: 2, contextLength: 32 };
  expect(countParameters({ ...gpt2, ...small })).toBe(8128);
});

it('is that of BERT-base but for its norm of embeddings, with the head of the next sentence', () => {
  const bert: ModelConfig = {
    ...gpt2,
    ...{ architecture: 'encoder-only', sentencePairs: true, normPlacement: 'post' },
    ...{ vocabularySize: 30_522, contextLength: 512 },
  };
  const normOfEmbeddings = 2 * 768;
  const nextSentence = (768 + 1) * 2;
  expect(countParameters(bert)).toBe(109_482_240 - normOfEmbeddings + nextSentence);
});

it('is that of T5-base, which has no biases', () => {
  const t5: ModelConfig = {
    ...gpt2,
    ...{ architecture: 'encoder-decoder', vocabularySize: 32_128, norm: 'rms', activation: 'relu' },
    ...{ positions: 't5', distances: { buckets: 32, mostDistant: 128 } },
  };
  const biases = Object.entries(parameterShapes(t5))
    .filter(([name]) => name.endsWith('.bias'))
    .reduce((sum, [, shape]) => sum + shape.reduce((product, size) => product * size, 1), 0);
  expect(countParameters(t5) - biases).toBe(222_903_552);
});

it('a gated feed-forward layer of the usual width has about as many', () => {
  const count = (change: Partial<ModelConfig>) => countParameters({ ...gpt2, ...change });
  expect(parameterShapes({ ...gpt2, gated: true })['layers.0.feedForward.up.weight']).toEqual([
    768, 4096,
  ]);
  expect(count({ gated: true }) / count({})).toBeCloseTo(1, 2);
});

it('fewer heads of keys and values save parameters and memory of the decoding cache', () => {
  const grouped = { ...gpt2, keyValueHeads: 4 };
  const saved = 12 * 2 * (768 + 1) * (768 - 256);
  expect(countParameters(gpt2) - countParameters(grouped)).toBe(saved);
  expect(cacheBytes(gpt2)).toBe(4 * 2 * 12 * 1024 * 768);
  expect(cacheBytes(grouped) * 3).toBe(cacheBytes(gpt2));
});

it('post-norm needs no last norm, sandwich norm two in each half of a layer', () => {
  const count = (normPlacement: ModelConfig['normPlacement']) =>
    countParameters({ ...gpt2, normPlacement });
  expect(count('pre') - count('post')).toBe(2 * 768);
  expect(count('sandwich') - count('pre')).toBe(12 * 4 * 768);
});

it('starts what writes into the residual stream smaller, unless all shall be alike', () => {
  const config = { ...gpt2, vocabularySize: 64, layers: 8, width: 64, contextLength: 8 };
  const deviation = (initialisation: ModelConfig['initialisation'], name: string) => {
    const { data } = initialiseParameters({ ...config, initialisation }, 1)[
      `layers.0.${name}.weight`
    ];
    return Math.sqrt(data.reduce((sum, weight) => sum + weight ** 2, 0) / data.length) / 0.02;
  };
  for (const name of ['attention.output', 'feedForward.down']) {
    expect(deviation('scaled', name)).toBeCloseTo(1 / 4, 1);
    expect(deviation('standard', name)).toBeCloseTo(1, 1);
  }
  expect(deviation('scaled', 'feedForward.up')).toBeCloseTo(1, 1);
});
