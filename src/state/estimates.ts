/**
 * @file What can be said about a model before it exists: its parameters, its memory, the loss of a
 * uniform guess.
 */
import type { TokenizerFacts } from '../experiment/prepare';
import { tokenizerConfigOf } from '../experiment/tokenizer-config';
import { modelConfig, tokensPerStep, type Spec } from '../experiment/spec';
import { cacheBytes, estimateMemory } from '../models/memory';
import { countActiveParameters, parameterShapes } from '../models/parameters';
import { optionsOfKind } from '../text/tokenizers/options';

export {
  applyFamily,
  applyPreset,
  blockFamilies,
  matchingFamily,
  matchingPreset,
  presetNames,
  presets,
} from '../experiment/presets';
export type { BlockFamily, PresetName } from '../experiment/presets';
export {
  activationKinds,
  attentionSinks,
  initialisations,
  keyValueHeadsOf,
  normPlacements,
  usualExperts,
  usualFeedForwardWidth,
} from '../models/block';
export { tokenizerConfigOf } from '../experiment/tokenizer-config';
export { objectivesOf } from '../experiment/objective-choice';
export type { ObjectiveKind } from '../training/objectives/objective';
export { architectures, positionSchemes, ropeScalings } from '../models/config';
export { inHalves, rotationOf } from '../models/rotary';
export { modelConfig as configOf } from '../experiment/spec';
export { canonicalConfig, optionsOfKind } from '../text/tokenizers/options';
export { mostSpecialTokens } from '../text/tokenizers/special-tokens';
export { normalizations, tokenizerKinds, wordPieceScores } from '../text/types';

export const modelParts = ['embedding', 'attention', 'feedForward', 'norm', 'head'] as const;
export type ModelPart = (typeof modelParts)[number];

export interface Estimate {
  vocabularySize: number;
  parameters: number;
  /** Those that a token meets. */
  activeParameters: number;
  parts: { part: ModelPart; count: number }[];
  /** Bytes. */
  memory: ReturnType<typeof estimateMemory>;
  /** Bytes of the keys and values of one full context. */
  cache: number;
  tokensPerStep: number;
  /** −log(1/V), in nats. */
  uniformLoss: number;
}

/** Entries of a character vocabulary before the text has been counted: about that of English. */
const typicalCharacters = 100;

/** Size of the vocabulary that training the spec's tokenizer gives, exact once `facts` are there. */
export function expectedVocabulary(spec: Spec, facts: TokenizerFacts | null): number {
  const { kind, vocabularySize, specialTokens = [] } = tokenizerConfigOf(spec);
  if (optionsOfKind[kind].vocabularySize) return vocabularySize;
  if (kind === 'bytes') return 257 + specialTokens.length;
  return facts?.kind === kind ? facts.vocabularySize : typicalCharacters;
}

function partOf(name: string): ModelPart {
  if (name.includes('norm')) return 'norm';
  if (name.startsWith('embedding')) return 'embedding';
  if (name.startsWith('head')) return 'head';
  return name.includes('.attention.') ? 'attention' : 'feedForward';
}

/** @param hasMixed whether the engine has mixed precision; else all is float32 */
export function estimate(spec: Spec, vocabularySize: number, hasMixed = true): Estimate {
  const config = modelConfig(spec, vocabularySize);
  const counts = new Map<ModelPart, number>(modelParts.map((part) => [part, 0]));
  for (const [name, shape] of Object.entries(parameterShapes(config))) {
    const count = shape.reduce((product, size) => product * size, 1);
    counts.set(partOf(name), (counts.get(partOf(name)) ?? 0) + count);
  }
  const parts = modelParts.map((part) => ({ part, count: counts.get(part) ?? 0 }));
  return {
    vocabularySize,
    parameters: parts.reduce((sum, { count }) => sum + count, 0),
    activeParameters: countActiveParameters(config),
    parts,
    memory: estimateMemory(config, {
      ...spec.training,
      ...(!hasMixed && { precision: 'float32' }),
    }),
    cache: cacheBytes(config),
    tokensPerStep: tokensPerStep(spec),
    uniformLoss: Math.log(vocabularySize),
  };
}
