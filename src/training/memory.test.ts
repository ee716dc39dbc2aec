/**
 * @file What a training step takes against what it must: weights, gradients, what the optimiser keeps,
 * and the activations that the backward pass needs, as the page's estimate counts them.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import type { ModelConfig } from '../models/config';
import { parameterLayout } from '../models/layout';
import { estimateMemory } from '../models/memory';
import { planMemory } from '../tensor/program/plan';
import { placeOf } from '../tensor/program/program';
import { traceProgram } from '../tensor/program/trace';
import type { TrainingConfig } from './config';
import { trainingState, trainingStep } from './steps';
import { tinyModel, tinyTraining } from './testing';

const model: ModelConfig = {
  ...tinyModel,
  vocabularySize: 256,
  layers: 3,
  heads: 4,
  width: 96,
  contextLength: 64,
  positions: 'learned',
  tiedHead: false,
};

const training: TrainingConfig = { ...tinyTraining, batchSize: 16 };

/** Bytes of the stores, of the gradients and of all slots. */
function planned(config: ModelConfig, settings: TrainingConfig): number {
  const program = traceProgram(trainingStep(config, settings));
  const written = program.nodes.flatMap(({ outputs }) => Object.values(outputs));
  const roots = new Set(written.map((value) => placeOf(value).root));
  const packs = [...roots].filter(({ origin }) => origin.kind === 'pack');
  const layout = parameterLayout(config);
  let numbers = layout.size;
  for (const { size } of Object.values(trainingState(settings, layout))) numbers += size;
  for (const { size } of packs) numbers += size;
  for (const size of planMemory(program).slots) numbers += size;
  return 4 * numbers;
}

it.each<[string, Partial<ModelConfig>, Partial<TrainingConfig>]>([
  ['the usual', {}, {}],
  ['RoPE, RMS norm, tied head', { positions: 'rope', norm: 'rms', tiedHead: true }, {}],
  ['SwiGLU', { activation: 'silu', gated: true }, {}],
  ['sandwich norm, multi-query', { normPlacement: 'sandwich', keyValueHeads: 1, layers: 6 }, {}],
  ['post-norm, a wide gate', { normPlacement: 'post', gated: true, feedForwardWidth: 600 }, {}],
  ['gated, checkpointed', { gated: true, layers: 12 }, { activationCheckpointing: true }],
  ['gated, grouped, Muon', { gated: true, keyValueHeads: 2 }, { optimizer: 'muon' }],
  ['gated, mixed', { gated: true, layers: 12 }, { precision: 'mixed' }],
  ['capped scores, sinks', { scoreCap: 30, attentionSink: 'learned' }, {}],
  ['relative positions', { positions: 'shaw' }, {}],
  ['QK-norm', { queryKeyNorm: true, keyValueHeads: 2 }, {}],
  ['parallel, scaled, capped', { parallel: true, residualScale: 0.5, logitCap: 30 }, {}],
  ['many layers', { layers: 12 }, {}],
  ['a large vocabulary', { vocabularySize: 8192 }, { batchSize: 4 }],
  ['a long context', { contextLength: 256, layers: 6, width: 192 }, { batchSize: 8 }],
  ['one sequence', {}, { batchSize: 1 }],
  ['checkpointed', { layers: 12 }, { activationCheckpointing: true }],
  ['SGD', {}, { optimizer: 'sgd' }],
  ['Lion, a small batch', {}, { optimizer: 'lion', batchSize: 1 }],
  ['Muon', {}, { optimizer: 'muon' }],
  ['Muon, a small batch', {}, { optimizer: 'muon', batchSize: 1 }],
  ['Muon, many layers', { layers: 12 }, { optimizer: 'muon', batchSize: 4 }],
  ['Muon, checkpointed', { layers: 12 }, { optimizer: 'muon', activationCheckpointing: true }],
  ['accumulated', {}, { accumulationSteps: 4, batchSize: 4 }],
  ['mixed precision', {}, { precision: 'mixed' }],
  ['mixed, many layers', { layers: 12 }, { precision: 'mixed', optimizer: 'muon', batchSize: 4 }],
  ['mixed, a large vocabulary', { vocabularySize: 8192 }, { precision: 'mixed', batchSize: 4 }],
  [
    'mixed, checkpointed',
    { layers: 12 },
    { precision: 'mixed', activationCheckpointing: true, batchSize: 32 },
  ],
  ['mixed, accumulated', {}, { precision: 'mixed', accumulationSteps: 4, batchSize: 4 }],
])('%s: at most 1.3 times what it must be', (_, modelChange, trainingChange) => {
  const config = { ...model, ...modelChange };
  const settings = { ...training, ...trainingChange };
  const ratio = planned(config, settings) / estimateMemory(config, settings).total;
  expect(ratio).toBeLessThan(1.3);
  expect(ratio).toBeGreaterThan(0.75);
});

it('mixed precision takes little more than half of what grows with the batch', () => {
  const growth = (precision: TrainingConfig['precision']) =>
    planned(model, { ...training, precision, batchSize: 32 }) -
    planned(model, { ...training, precision, batchSize: 16 });
  expect(growth('mixed') / growth('float32')).toBeLessThan(0.56);
});
