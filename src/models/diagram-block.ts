/**
 * @file The boxes of one layer (`diagram.ts`): attention, in a decoder with an encoder attention to its
 * output, and the feed-forward layer or its experts, each with its norms and its place on the residual stream.
 */
import { clippingOf, countClipped } from '../tensor/clipped-distance';
import { hasRelativeValues, usualReach } from './config';
import type { Axis, Box, Draft } from './diagram';
import { noiseName } from './parameters';

/** What a layer reads. */
export interface BlockInputs {
  x: Box;
  /** The bias by distance, where positions are one. */
  distances: readonly Box[];
  /** What an encoder made of the source. */
  memory: Box | null;
}

export function describeBlock(
  draft: Draft,
  name: string,
  { x, distances, memory }: BlockInputs,
): Box {
  const { config, axes, box } = draft;
  const attended = describeBranch(draft, `${name}.attention`, x, x, (given) =>
    describeAttention(draft, `${name}.attention`, given, distances),
  );
  const informed = memory
    ? describeBranch(draft, `${name}.crossAttention`, attended.output, attended.output, (given) =>
        describeCrossAttention(draft, `${name}.crossAttention`, given, memory),
      )
    : attended;
  const from = config.parallel ? x : informed.output;
  const thought = describeBranch(draft, `${name}.feedForward`, informed.output, from, (given) =>
    describeFeedForward(draft, `${name}.feedForward`, given),
  );
  return box('layer', name, {
    from: [x, ...distances, ...(memory ? [memory] : [])],
    shape: [axes.time, axes.width],
    inner: [...attended.boxes, ...(memory ? informed.boxes : []), ...thought.boxes],
  });
}

export function describeNorm({ config, axes, box }: Draft, name: string, x: Box): Box {
  const formula = {
    layer: 'y = gain · (x − mean(x)) / √(variance(x) + ε) + bias',
    rms: 'y = gain · x / √(mean(x²) + ε)',
  }[config.norm];
  return box('norm', name, { from: [x], shape: [axes.time, axes.width], formula });
}

/** x + f(from), with the norms that the config has around it. */
function describeBranch(
  draft: Draft,
  name: string,
  x: Box,
  from: Box,
  describe: (given: Box) => Box,
): { boxes: Box[]; output: Box } {
  const { config, axes, box } = draft;
  const { residualScale, normPlacement } = config;
  const sum = (y: Box) =>
    box('sum', `${name}.sum`, {
      from: [x, y],
      shape: [axes.time, axes.width],
      formula: residualScale === 1 ? 'y = a + b' : `y = a + ${residualScale} · b`,
    });
  const before = normPlacement === 'post' ? null : describeNorm(draft, `${name}.norm`, from);
  const branch = describe(before ?? from);
  switch (normPlacement) {
    case 'pre': {
      const output = sum(branch);
      return { boxes: [...(before ? [before] : []), branch, output], output };
    }
    case 'post': {
      const added = sum(branch);
      const output = describeNorm(draft, `${name}.norm`, added);
      return { boxes: [branch, added, output], output };
    }
    case 'sandwich': {
      const after = describeNorm(draft, `${name}.outputNorm`, branch);
      const output = sum(after);
      return { boxes: [...(before ? [before] : []), branch, after, output], output };
    }
  }
}

function describeAttention(draft: Draft, name: string, x: Box, distances: readonly Box[]): Box {
  const { config, prefix, axes, box } = draft;
  const { time, width, heads, keyValueHeads, headDim } = axes;
  const projected = linear(draft, `${name}.queryKeyValue`, x, [
    time,
    { symbol: '(H+2K)·d', size: (heads.size + 2 * keyValueHeads.size) * headDim.size },
  ]);
  const normed = describeHeadNorm(draft, `${name}.queryKeyNorm`, projected, name);
  const turned = config.positions === 'rope' ? 'turned by position t' : 'at t';
  const part = (kind: 'queries' | 'keys' | 'values', count: Axis) =>
    box(kind, `${name}.${kind}`, {
      from: [normed ?? projected],
      shape: [count, time, headDim],
      formula: `${symbols[kind]}[h, t] = ${words[kind]} ${kind === 'values' ? 'at t' : turned}`,
    });
  const parts = {
    queries: part('queries', heads),
    keys: part('keys', keyValueHeads),
    values: part('values', keyValueHeads),
  };
  const isCausal = prefix === '' && config.architecture !== 'encoder-only';
  const relative = describeRelative(draft, name, isCausal);
  const added = describeRelativeValues(draft, name, isCausal);
  const inner = describeMixing(draft, name, {
    ...{ ...parts, distances: [...distances, ...relative], added, keyTime: time, isCausal },
  });
  const output = linear(draft, `${name}.output`, inner[inner.length - 1], [time, width]);
  return box('attention', name, {
    from: [x, ...distances],
    shape: [time, width],
    inner: [
      ...[projected, ...(normed ? [normed] : []), ...Object.values(parts)],
      ...[...relative, ...added, ...inner, output],
    ],
  });
}

function describeCrossAttention(draft: Draft, name: string, x: Box, memory: Box): Box {
  const { axes, box } = draft;
  const { time, width, heads, keyValueHeads, headDim } = axes;
  const [keyTime] = memory.shape;
  const query = linear(draft, `${name}.query`, x, [time, width]);
  const keyValue = linear(draft, `${name}.keyValue`, memory, [
    keyTime,
    { symbol: '2K·d', size: 2 * keyValueHeads.size * headDim.size },
  ]);
  const normedQuery = describeHeadNorm(draft, `${name}.queryNorm`, query, name);
  const normedKey = describeHeadNorm(draft, `${name}.keyNorm`, keyValue, name);
  const normed = [normedQuery, normedKey].filter((norm) => norm !== null);
  const part = (kind: 'queries' | 'keys' | 'values', from: Box, shape: readonly Axis[]) =>
    box(kind, `${name}.${kind}`, {
      ...{ from: [from], shape: [...shape, headDim] },
      formula: `${symbols[kind]}[h, t] = ${words[kind]} at t`,
    });
  const parts = {
    queries: part('queries', normedQuery ?? query, [heads, time]),
    keys: part('keys', normedKey ?? keyValue, [keyValueHeads, keyTime]),
    values: part('values', normedKey ?? keyValue, [keyValueHeads, keyTime]),
  };
  const inner = describeMixing(draft, name, {
    ...{ ...parts, distances: [], added: [], keyTime, isCausal: false },
  });
  const output = linear(draft, `${name}.output`, inner[inner.length - 1], [time, width]);
  return box('crossAttention', name, {
    from: [x, memory],
    shape: [time, width],
    inner: [query, keyValue, ...normed, ...Object.values(parts), ...inner, output],
  });
}

/** QK-norm, where the config has it; both of a cross attention have its gains. */
function describeHeadNorm({ config, box }: Draft, name: string, x: Box, attention: string) {
  if (!config.queryKeyNorm) return null;
  const gains = `${attention}.queryKeyNorm`;
  const isSecond = name.endsWith('.keyNorm');
  return box('headNorm', name, {
    ...{ from: [x], shape: x.shape, owns: isSecond ? [] : [gains] },
    shared: isSecond ? [`${gains}.gain`] : [],
    formula: 'q ← gain₁ · q / √(mean(q²) + ε), k ← gain₂ · k / √(mean(k²) + ε), v as it is',
  });
}

const symbols = { queries: 'q', keys: 'k', values: 'v' };
const words = { queries: 'query of head h', keys: 'key of head h', values: 'value of head h' };

interface Mixing {
  queries: Box;
  keys: Box;
  values: Box;
  distances: readonly Box[];
  /** Vectors of distances that are added to the values. */
  added: readonly Box[];
  keyTime: Axis;
  isCausal: boolean;
}

/** Scores, mask, softmax, and the mix of values. */
function describeMixing(draft: Draft, name: string, mixing: Mixing): Box[] {
  const { config, axes, box } = draft;
  const { queries, keys, values, distances, added, keyTime, isCausal } = mixing;
  const { time, heads, width } = axes;
  const shape = [heads, time, keyTime];
  const ofKey = config.keyValueHeads === null ? 'h' : '⌊h·K/H⌋';
  const bias = distances.some(({ kind }) => kind === 'distances') ? ' + b[s − t, h]' : '';
  const isRelative = distances.some(({ kind }) => kind === 'relative');
  const key = isRelative ? `(k[${ofKey}, s] + a[s − t])` : `k[${ofKey}, s]`;
  const product = `q[h, t] · ${key} / √d`;
  const cap = config.scoreCap;
  const capped = `z[h, t, s] = ${cap} · tanh(${product} / ${cap})${bias}`;
  const scores = box('scores', `${name}.scores`, {
    ...{ from: [queries, keys, ...distances], shape },
    formula: config.scoreCap > 0 ? capped : `z[h, t, s] = ${product}${bias}`,
  });
  const window = config.window > 0 ? ` or t − s ≥ ${config.window}` : '';
  const masked = isCausal
    ? [
        box('mask', `${name}.masked`, {
          ...{ from: [scores], shape },
          formula: `z[h, t, s] = −∞ where s > t${window}`,
        }),
      ]
    : [];
  const sinks = describeSink(draft, name);
  const ofSink = sinks.length > 0 ? 'exp(a[h]) + ' : '';
  const sum = ofSink ? `(${ofSink}Σᵣ exp(z[h, t, r]))` : 'Σᵣ exp(z[h, t, r])';
  const probabilities = box('softmax', `${name}.probabilities`, {
    ...{ from: [masked[0] ?? scores, ...sinks], shape },
    formula: `p[h, t, s] = exp(z[h, t, s]) / ${sum}`,
  });
  const value = `v[${ofKey}, s, j]`;
  const whole = added.length > 0 ? `(${value} + b[s − t, j])` : value;
  const mixed = box('mix', `${name}.mixed`, {
    ...{ from: [probabilities, values, ...added], shape: [time, width] },
    formula: `y[t, h·d + j] = Σₛ p[h, t, s] · ${whole}`,
  });
  return [scores, ...masked, ...sinks, probabilities, mixed];
}

/** The vectors of distances, where positions are Shaw's. */
function describeRelative(draft: Draft, name: string, isCausal: boolean): Box[] {
  if (draft.config.positions !== 'shaw') return [];
  return [describeDistances(draft, 'relative', `${name}.distance`, 'a', isCausal)];
}

/** Those that are added to the values. */
function describeRelativeValues(draft: Draft, name: string, isCausal: boolean): Box[] {
  if (!hasRelativeValues(draft.config)) return [];
  return [describeDistances(draft, 'relativeValues', `${name}.distanceValue`, 'b', isCausal)];
}

function describeDistances(
  { config, axes, box }: Draft,
  kind: 'relative' | 'relativeValues',
  name: string,
  letter: string,
  isCausal: boolean,
): Box {
  const { relativeReach: reach = usualReach } = config;
  const count = {
    symbol: isCausal ? 'r+1' : '2r+1',
    size: countClipped(clippingOf(reach, isCausal)),
  };
  const formula = `${letter}[δ], distances δ clipped to ${-reach} … ${isCausal ? 0 : reach}`;
  return box(kind, name, { from: [], shape: [count, axes.headDim], formula });
}

/** Each head's score of nothing, where the config has it. */
function describeSink({ config, axes, box }: Draft, name: string): Box[] {
  switch (config.attentionSink) {
    case 'none':
      return [];
    case 'zero':
      return [box('sink', `${name}.sink`, { from: [], shape: [axes.heads], formula: 'a[h] = 0' })];
    case 'learned':
      return [box('sink', `${name}.sink`, { from: [], shape: [axes.heads], formula: 'a[h]' })];
  }
}

function describeFeedForward(draft: Draft, name: string, x: Box): Box {
  const { config, axes, box } = draft;
  const { experts } = config;
  const shape = [axes.time, axes.width];
  if (!experts) return describeMatrices(draft, name, x);
  const router = box('router', `${name}.router`, {
    ...{ from: [x], shape: [axes.time, axes.experts], formula: 'r = x·W' },
  });
  const noise = experts.learnedNoise
    ? [
        box('routerNoise', `${name}.${noiseName}`, {
          ...{ from: [x], shape: [axes.time, axes.experts] },
          formula: 'n = x·Wₙ; in training r ← r + N(0, 1) · softplus(n)',
        }),
      ]
    : [];
  const best = experts.perToken === 1 ? 'the expert' : 'the 2 experts';
  const chosen = box('experts', `${name}.experts`, {
    ...{ from: [x, router], shape, owns: [`${name}.up`, `${name}.down`] },
    formula: `y[t] = Σₑ g[t, e] · expertₑ(x[t]), over ${best} of largest softmax(r[t])`,
  });
  const routers = [router, ...noise];
  if (!experts.shared)
    return box('feedForward', name, { from: [x], shape, inner: [...routers, chosen] });
  const shared = describeMatrices(draft, `${name}.shared`, x);
  const joined = box('sum', `${name}.joined`, {
    ...{ from: [shared, chosen], shape, formula: 'y = a + b' },
  });
  const inner = [shared, ...routers, chosen, joined];
  return box('feedForward', name, { from: [x], shape, inner });
}

/** Up, a bend, and down. */
function describeMatrices(draft: Draft, name: string, x: Box): Box {
  const { config, axes, box } = draft;
  const { time, width, hidden } = axes;
  const { gated, activation } = config;
  const shape = [time, hidden];
  const wide = gated ? { symbol: '2F', size: 2 * hidden.size } : hidden;
  const up = linear(draft, `${name}.up`, x, [time, wide]);
  const middle: Box[] = [];
  if (gated) {
    const gate = box('gate', `${name}.gate`, {
      ...{ from: [up], shape, formula: `g[t, j] = ${activation}(x[t, j])` },
    });
    const formula = 'y[t, j] = g[t, j] · x[t, F + j]';
    middle.push(gate, box('gated', `${name}.hidden`, { from: [gate, up], shape, formula }));
  } else {
    const formula = `y = ${activation}(x)`;
    middle.push(box('activation', `${name}.hidden`, { from: [up], shape, formula }));
  }
  const down = linear(draft, `${name}.down`, middle[middle.length - 1], [time, width]);
  return box('feedForward', name, {
    from: [x],
    shape: [time, width],
    inner: [up, ...middle, down],
  });
}

const linear = ({ box }: Draft, name: string, x: Box, shape: readonly Axis[]) =>
  box('linear', name, { from: [x], shape, formula: 'y = x·W + b' });
