/**
 * @file The attentions of a model: those of each stack on itself, and those of a decoder on what an encoder
 * has read.
 */
import { architectureOf, type ModelConfig } from './config';
import type { SourceAndTarget } from './source-and-target';

/** `self`: of the only stack, or of the decoder. */
export const attentionKinds = ['encoder', 'self', 'cross'] as const;
export type AttentionKind = (typeof attentionKinds)[number];

export interface Attention {
  kind: AttentionKind;
  layer: number;
  /** Before the names of its parameters and of its values (`ForwardOptions.watch`). */
  name: string;
}

/** Which tokens ask, and which are looked at; the only stack's are the target. */
export const sidesOf: Record<
  AttentionKind,
  { queries: keyof SourceAndTarget; keys: keyof SourceAndTarget }
> = {
  encoder: { queries: 'source', keys: 'source' },
  self: { queries: 'target', keys: 'target' },
  cross: { queries: 'target', keys: 'source' },
};

/** Kind by kind, in each from the first layer to the last. */
export function attentionsOf(config: ModelConfig): Attention[] {
  const isPair = architectureOf(config) === 'encoder-decoder';
  const kinds = isPair ? attentionKinds : (['self'] as const);
  return kinds.flatMap((kind) =>
    Array.from({ length: config.layers }, (_, layer) => ({
      kind,
      layer,
      name: nameOf(kind, layer),
    })),
  );
}

function nameOf(kind: AttentionKind, layer: number): string {
  switch (kind) {
    case 'encoder':
      return `encoder.layers.${layer}.attention`;
    case 'self':
      return `layers.${layer}.attention`;
    case 'cross':
      return `layers.${layer}.crossAttention`;
  }
}
