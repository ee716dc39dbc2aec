/**
 * @file The spec of each model of the comparison of architectures: also one that the lab can run by itself,
 * but for the gap, whose layout is the comparison's own.
 */
import type { Architecture } from '../models/config';
import { tasks } from '../text/corpora/tasks';
import { corpusOf, type TrialEntry, type TrialSize } from './architecture-trial-settings';
import { requireSpec, type Spec } from './spec';

/** The spec that an architecture is trained with on a task. @throws LabError `spec.invalid` */
export function trialSpec(
  { task, architecture }: TrialEntry,
  { layers, width, steps }: TrialSize,
): Spec {
  const { tokenizer: kind, longest } = tasks[corpusOf(task)];
  return requireSpec({
    text: { source: corpusOf(task), documents: 4000 },
    tokenizer: { kind },
    objective: { kind: 'pairs' },
    model: {
      architecture,
      layers: layersOf(architecture, layers),
      heads: 4,
      width,
      contextLength:
        architecture === 'encoder-decoder'
          ? Math.max(longest.source, longest.target) + 1
          : longest.source + longest.target + 2,
      positions: 'learned',
    },
    training: {
      steps,
      batchSize: 32,
      learningRate: 5e-3,
      minimumLearningRate: 5e-4,
      warmupSteps: Math.min(50, steps),
      betas: [0.9, 0.98],
      weightDecay: 0.01,
    },
  });
}

/**
 * Of a width d, a layer of an encoder has 12d² parameters, one of a decoder with its look at the memory
 * 16d²; so an encoder-decoder of n and n layers has about as many as one stack of 7n/3.
 */
function layersOf(architecture: Architecture, layers: number): number {
  return architecture === 'encoder-decoder' ? layers : Math.round((layers * 7) / 3);
}
