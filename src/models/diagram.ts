/**
 * @file The very model that a config describes, as nested boxes: whole → layers → operations. A box that
 * computes something has the name under which its value can be watched (`ForwardOptions.watch`); its
 * parameters are those of `parameterShapes` with its name before them, so that nothing is counted twice.
 */
import { feedForwardWidthOf, headDimOf, keyValueHeadsOf } from './block';
import { architectureOf, type ModelConfig } from './config';
import { describeBlock, describeNorm } from './diagram-block';
import { parameterShapes, sizeOf } from './parameters';

/** Of a shape: its letter, and its size for this model and text. */
export interface Axis {
  symbol: string;
  size: number;
}

export const boxKinds = [
  // With boxes inside.
  'model',
  'embedding',
  'layer',
  'attention',
  'crossAttention',
  'feedForward',
  // Operations.
  'tokens',
  'tokenVectors',
  'learnedPositions',
  'sinusoids',
  'segments',
  'distances',
  'relative',
  'relativeValues',
  'sum',
  'norm',
  'linear',
  'headNorm',
  'queries',
  'keys',
  'values',
  'scores',
  'mask',
  'sink',
  'softmax',
  'mix',
  'activation',
  'gate',
  'gated',
  'router',
  'routerNoise',
  'experts',
  'head',
  'cap',
  'pooler',
  'nextSentence',
] as const;
export type BoxKind = (typeof boxKinds)[number];

export interface Edge {
  /** Name of the box that it comes from, beside this one or outside of what both are in. */
  from: string;
  shape: readonly Axis[];
}

export interface Box {
  /** Unique; of an operation, the name of its value. */
  name: string;
  kind: BoxKind;
  /** What it computes, in the signs of the field; empty for boxes with others inside. */
  formula: string;
  inputs: readonly Edge[];
  /** Of what it gives. */
  shape: readonly Axis[];
  /** Its own, without those of the boxes inside. */
  parameters: readonly { name: string; shape: readonly number[] }[];
  /** Numbers in all parameters, its own and those of the boxes inside. */
  parameterCount: number;
  /** Names of parameters that it uses and that are counted at another box. */
  shared: readonly string[];
  /** In the order of the forward pass; the last one gives what the box gives. */
  inner: readonly Box[];
}

/** Tokens of the texts whose shapes are shown. */
export interface Lengths {
  time: number;
  /** Of the source of an encoder-decoder. */
  sourceTime: number;
}

/** What the boxes of one stack are drawn from. */
export interface Draft {
  config: ModelConfig;
  prefix: '' | 'encoder.';
  axes: ReturnType<typeof axesOf>;
  /** Makes a box; its parameters are found by its name. */
  box: (kind: BoxKind, name: string, options: BoxOptions) => Box;
}

export interface BoxOptions {
  from: readonly Box[];
  shape: readonly Axis[];
  formula?: string;
  /** Before the names of its parameters, where that is not its own name. */
  owns?: readonly string[];
  shared?: readonly string[];
  inner?: readonly Box[];
}

/** @param lengths without them, the full context */
export function modelDiagram(
  config: ModelConfig,
  { time, sourceTime }: Lengths = { time: config.contextLength, sourceTime: config.contextLength },
): Box {
  const hasEncoder = architectureOf(config) === 'encoder-decoder';
  const shapes = parameterShapes(config);
  const box: Draft['box'] = (
    kind,
    name,
    { from, shape, formula, shared, owns = [name], inner = [] },
  ) => {
    const names = owns.flatMap((of) =>
      ['weight', 'gain', 'bias', 'scores', 'vectors'].map((part) => `${of}.${part}`),
    );
    const parameters = names.flatMap((parameter) =>
      parameter in shapes ? [{ name: parameter, shape: shapes[parameter] }] : [],
    );
    return {
      ...{ name, kind, shape, parameters, inner, formula: formula ?? '', shared: shared ?? [] },
      inputs: from.map((source) => ({ from: source.name, shape: source.shape })),
      parameterCount:
        parameters.reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0) +
        inner.reduce((sum, box) => sum + box.parameterCount, 0),
    };
  };
  const axes = axesOf(config, time);
  const encoder: Draft | null = hasEncoder
    ? { config, prefix: 'encoder.', axes: axesOf(config, sourceTime, 'S'), box }
    : null;
  const encoded = encoder ? describeStack(encoder, null) : [];
  const draft: Draft = { config, prefix: '', axes, box };
  const stack = describeStack(draft, encoded.at(-1) ?? null);
  const inner = [...encoded, ...stack, ...describeHeads(draft, stack[stack.length - 1])];
  return box('model', 'model', { from: [], shape: inner[inner.length - 1].shape, inner });
}

function axesOf(config: ModelConfig, time: number, symbol = 'T') {
  const { width, heads, vocabularySize } = config;
  return {
    time: { symbol, size: time },
    width: { symbol: 'D', size: width },
    heads: { symbol: 'H', size: heads },
    keyValueHeads: { symbol: 'K', size: keyValueHeadsOf(config) },
    headDim: { symbol: 'd', size: headDimOf(config) },
    experts: { symbol: 'E', size: config.experts?.count ?? 0 },
    hidden: { symbol: 'F', size: feedForwardWidthOf(config) },
    vocabulary: { symbol: 'V', size: vocabularySize },
  };
}

/** Tokens, their vectors, all layers, and the norm behind them where there is one. */
function describeStack(draft: Draft, memory: Box | null): Box[] {
  const { config, prefix, axes, box } = draft;
  const tokens = box('tokens', `${prefix}tokens`, { from: [], shape: [axes.time], formula: 'i' });
  const embedding = describeEmbedding(draft, tokens);
  const distances = describeDistances(draft);
  const boxes = [tokens, embedding, ...distances];
  let x = embedding;
  for (let layer = 0; layer < config.layers; layer++) {
    x = describeBlock(draft, `${prefix}layers.${layer}`, { x, distances, memory });
    boxes.push(x);
  }
  if (config.normPlacement !== 'post') boxes.push(describeNorm(draft, `${prefix}final.norm`, x));
  return boxes;
}

function describeEmbedding({ config, prefix, axes, box }: Draft, tokens: Box): Box {
  const { positions, sentencePairs } = config;
  const shape = [axes.time, axes.width];
  const name = `${prefix}embedding`;
  const table = 'embedding.token.weight';
  const parts = [
    box('tokenVectors', `${name}.token`, {
      ...{ from: [tokens], shape, formula: 'y[t] = E[i[t]]' },
      // An encoder reads with the decoder's table.
      shared: prefix === '' ? [] : [table],
    }),
  ];
  if (positions === 'learned') {
    const formula = 'y[t] = P[t]';
    parts.push(box('learnedPositions', `${name}.position`, { from: [], shape, formula }));
  }
  if (positions === 'sinusoidal') {
    const formula = 'y[t, 2j] = sin(t / 10000^(2j/D)), y[t, 2j+1] = cos(t / 10000^(2j/D))';
    parts.push(box('sinusoids', `${name}.position`, { from: [], shape, formula }));
  }
  if (sentencePairs && prefix === '') {
    const formula = 'y[t] = G[segment of t]';
    parts.push(box('segments', `${name}.segment`, { from: [], shape, formula }));
  }
  const inner =
    parts.length === 1
      ? parts
      : [...parts, box('sum', `${name}.sum`, { from: parts, shape, formula: sumFormula(parts) })];
  return box('embedding', name, { from: [tokens], shape, inner });
}

const sumFormula = (parts: readonly unknown[]) =>
  `y = ${['a', 'b', 'c'].slice(0, parts.length).join(' + ')}`;

/** What is added to the scores by distance, the same in all layers. */
function describeDistances({ config, prefix, axes, box }: Draft): Box[] {
  const { positions } = config;
  if (positions !== 'alibi' && positions !== 't5') return [];
  const { time, heads } = axes;
  const shape = [{ symbol: `(2${time.symbol}−1)`, size: 2 * time.size - 1 }, heads];
  const formula =
    positions === 't5'
      ? 'b[distance, h] = B[bucket(distance), h]'
      : 'b[distance, h] = −slope[h] · |distance|';
  return [box('distances', `${prefix}embedding.distance`, { from: [], shape, formula })];
}

function describeHeads({ config, axes, box }: Draft, x: Box): Box[] {
  const { tiedHead, logitCap, sentencePairs } = config;
  const shape = [axes.time, axes.vocabulary];
  const boxes: Box[] = [];
  if (sentencePairs) {
    const one = { symbol: '1', size: 1 };
    const pooler = box('pooler', 'pooler', {
      ...{ from: [x], shape: [one, axes.width], formula: 'y = tanh(x[0]·W + b)' },
    });
    const two = { symbol: '2', size: 2 };
    const formula = 'y = x·W + b';
    boxes.push(
      pooler,
      box('nextSentence', 'nextSentence', { from: [pooler], shape: [one, two], formula }),
    );
  }
  const head = box('head', 'head', {
    ...{ from: [x], shape, formula: tiedHead ? 'logits = x·Eᵀ' : 'logits = x·Wᵀ' },
    shared: tiedHead ? ['embedding.token.weight'] : [],
  });
  boxes.push(head);
  if (logitCap > 0) {
    const formula = `y = ${logitCap} · tanh(x / ${logitCap})`;
    boxes.push(box('cap', 'cap', { from: [head], shape, formula }));
  }
  return boxes;
}

/** The operation whose value is what the box gives. */
export const outputOf = (box: Box): Box =>
  box.inner.length === 0 ? box : outputOf(box.inner[box.inner.length - 1]);
