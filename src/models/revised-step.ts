/**
 * @file The step of a pass in which heads see and give something else (`revision.ts`), of one text of
 * the full context.
 */
import type { Blueprint, Feeds } from '../tensor/machine';
import { asMatrix } from '../tensor/shapes';
import { attentionsOf } from './attentions';
import type { ModelConfig } from './config';
import type { Revision } from './revision';
import { readText, textShapes, weightsStep } from './text-step';
import { forward } from './transformer';

/** Of a `Revision`: of every attention by its name, `[heads, contextLength, contextLength]` and … */
export interface RevisedHeads {
  isOpen: boolean;
  seen: Record<string, Float32Array>;
  /** … `[contextLength, heads·headDim]`. */
  added: Record<string, Float32Array>;
}

type Part = 'seen' | 'added';

const feedOf = (part: Part, name: string) => `${part}.${name}`;

/** Feeds: those of `textShapes` and `revisionFeeds`. Output: logits. */
export function revisedStep(config: ModelConfig, isOpen: boolean): Blueprint {
  const { contextLength, heads, width } = config;
  const names = attentionsOf(config).map(({ name }) => name);
  const shapes: Record<Part, [number, number]> = {
    seen: [heads * contextLength, contextLength],
    added: [contextLength, width],
  };
  const feeds = textShapes(config);
  for (const name of names) {
    feeds[feedOf('seen', name)] = { shape: shapes.seen, type: 'float32' };
    feeds[feedOf('added', name)] = { shape: shapes.added, type: 'float32' };
  }
  const title = isOpen ? 'openRevision' : 'revision';
  return weightsStep(config, title, feeds, (parameters, tensors) => {
    const of = (part: Part) =>
      Object.fromEntries(
        names.map((name) => [name, asMatrix(tensors[feedOf(part, name)], ...shapes[part])]),
      );
    const revision: Revision = { isOpen, seen: of('seen'), added: of('added') };
    const { tokens, ...reading } = readText(config, parameters, tensors, { revision });
    return { logits: forward(config, parameters, tokens, { ...reading, revision }) };
  });
}

export function revisionFeeds({ seen, added }: RevisedHeads): Feeds {
  const feeds: Feeds = {};
  for (const [name, data] of Object.entries(seen)) feeds[feedOf('seen', name)] = data;
  for (const [name, data] of Object.entries(added)) feeds[feedOf('added', name)] = data;
  return feeds;
}
