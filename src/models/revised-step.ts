/**
 * @file The step of a pass in which heads see and give something else (`revision.ts`), of one sequence of
 * the full context.
 */
import type { Blueprint, Feeds } from '../tensor/machine';
import { unpack } from '../tensor/ops/pack';
import { asMatrix, asVector } from '../tensor/shapes';
import type { ModelConfig } from './config';
import { parameterLayout } from './layout';
import type { Revision } from './revision';
import { forward } from './transformer';

type Part = 'seen' | 'added';

const nameOf = (part: Part, layer: number) => `${part}.${layer}`;

/** Feeds: tokens, lengths, and those of `revisionFeeds`. Output: logits. */
export function revisedStep(config: ModelConfig, isOpen: boolean): Blueprint {
  const { contextLength, heads, layers, width } = config;
  const layout = parameterLayout(config);
  const eachLayer = Array.from({ length: layers }, (_, layer) => layer);
  const shapes: Record<Part, [number, number]> = {
    seen: [heads * contextLength, contextLength],
    added: [contextLength, width],
  };
  const feeds: Blueprint['feeds'] = {
    tokens: { shape: [1, contextLength], type: 'int32' },
    lengths: { shape: [1], type: 'int32' },
  };
  for (const layer of eachLayer) {
    feeds[nameOf('seen', layer)] = { shape: shapes.seen, type: 'float32' };
    feeds[nameOf('added', layer)] = { shape: shapes.added, type: 'float32' };
  }
  return {
    name: isOpen ? 'openRevision' : 'revision',
    stores: { weights: [layout.size] },
    feeds,
    body: ({ weights, tokens, lengths, ...tensors }) => {
      const of = (part: Part) =>
        eachLayer.map((layer) => asMatrix(tensors[nameOf(part, layer)], ...shapes[part]));
      const revision: Revision = { isOpen, seen: of('seen'), added: of('added') };
      const options = { lengths: asVector(lengths), revision };
      const given = asMatrix(tokens, 1, contextLength);
      return { outputs: { logits: forward(config, unpack(weights, layout), given, options) } };
    },
  };
}

/** @param seen by layer, and so the others */
export function revisionFeeds(
  seen: readonly Float32Array[],
  added: readonly Float32Array[],
): Feeds {
  const feeds: Feeds = {};
  seen.forEach((data, layer) => (feeds[nameOf('seen', layer)] = data));
  added.forEach((data, layer) => (feeds[nameOf('added', layer)] = data));
  return feeds;
}
