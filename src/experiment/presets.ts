/**
 * @file Model and training sizes from *tiny* (seconds on a laptop without a GPU) to *large* (for a
 * good GPU), and families of blocks. A preset changes only `model` and `training`; text and tokenizer
 * stay.
 */
import { usualBlock } from '../models/block';
import type { Spec } from './spec';

export const presetNames = ['tiny', 'small', 'medium', 'large'] as const;
export type PresetName = (typeof presetNames)[number];

type Preset = {
  model: Pick<Spec['model'], 'layers' | 'heads' | 'width' | 'contextLength'>;
  training: Pick<
    Spec['training'],
    'steps' | 'batchSize' | 'learningRate' | 'minimumLearningRate' | 'warmupSteps'
  >;
};

const rates = (peak: number) => ({
  learningRate: peak,
  // A tenth of 3e-3 would be 0.00030000000000000003.
  minimumLearningRate: Number((peak / 10).toPrecision(6)),
});

export const presets: Record<PresetName, Preset> = {
  tiny: {
    model: { layers: 2, heads: 2, width: 32, contextLength: 32 },
    training: { steps: 300, batchSize: 8, warmupSteps: 20, ...rates(5e-3) },
  },
  small: {
    model: { layers: 2, heads: 4, width: 64, contextLength: 64 },
    training: { steps: 600, batchSize: 16, warmupSteps: 30, ...rates(3e-3) },
  },
  medium: {
    model: { layers: 4, heads: 4, width: 128, contextLength: 64 },
    training: { steps: 1500, batchSize: 16, warmupSteps: 100, ...rates(1e-3) },
  },
  large: {
    model: { layers: 6, heads: 6, width: 384, contextLength: 256 },
    training: { steps: 3000, batchSize: 32, warmupSteps: 200, ...rates(1e-3) },
  },
};

export function applyPreset(spec: Spec, name: PresetName): Spec {
  const preset = presets[name];
  return {
    ...spec,
    model: { ...spec.model, ...preset.model },
    training: { ...spec.training, ...preset.training },
  };
}

/** The preset whose values the spec has, if any. */
export function matchingPreset(spec: Spec): PresetName | null {
  const applied = (name: PresetName) => JSON.stringify(applyPreset(spec, name));
  const own = JSON.stringify(spec);
  return presetNames.find((name) => applied(name) === own) ?? null;
}

export const blockFamilies = ['gpt', 'llama', 'bert', 't5'] as const;
export type BlockFamily = (typeof blockFamilies)[number];

/** A model of the same size, of the architecture and with the blocks of models of that family. */
export function applyFamily(model: Spec['model'], family: BlockFamily): Spec['model'] {
  switch (family) {
    case 'gpt':
      return {
        ...model,
        ...usualBlock,
        architecture: 'decoder-only',
        positions: 'learned',
        norm: 'layer',
        tiedHead: true,
      };
    case 'llama':
      return {
        ...model,
        ...usualBlock,
        architecture: 'decoder-only',
        positions: 'rope',
        norm: 'rms',
        activation: 'silu',
        gated: true,
        keyValueHeads: model.heads % 2 === 0 ? model.heads / 2 : null,
        tiedHead: false,
      };
    case 'bert':
      return {
        ...model,
        ...usualBlock,
        architecture: 'encoder-only',
        positions: 'learned',
        norm: 'layer',
        activation: 'geluErf',
        normPlacement: 'post',
        initialisation: 'standard',
        tiedHead: true,
      };
    case 't5':
      return {
        ...model,
        ...usualBlock,
        architecture: 'encoder-decoder',
        positions: 't5',
        norm: 'rms',
        activation: 'relu',
        tiedHead: true,
      };
  }
}

/** The family whose blocks a model has, if any. */
export function matchingFamily(model: Spec['model']): BlockFamily | null {
  const own = JSON.stringify(model);
  return blockFamilies.find((family) => JSON.stringify(applyFamily(model, family)) === own) ?? null;
}
