/**
 * @file Where the operations of a training step say that they belong.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expect, it } from 'vitest';
import type { ModelConfig } from '../models/config';
import type { Mark, Phase } from '../tensor/program/program';
import { traceProgram } from '../tensor/program/trace';
import type { TrainingConfig } from './config';
import { evaluationStep, trainingStep } from './steps';
import { tinyModel, tinyTraining } from './testing';

const model: ModelConfig = { ...tinyModel, layers: 2, dropout: 0.1, tiedHead: false };

function operations(training: Partial<TrainingConfig> = {}) {
  const program = traceProgram(trainingStep(model, { ...tinyTraining, ...training }));
  return program.nodes.map(({ operation, mark }) => {
    if (!mark) throw new Error(`${operation.kind} has no mark`);
    return { kind: operation.kind, ...mark };
  });
}

/** Of a list, each value that differs from the one before it. */
const changes = <T>(list: readonly T[]) => list.filter((value, at) => value !== list[at - 1]);
const phases = (list: readonly Mark[]) => changes(list.map(({ phase }) => phase));
const partsIn = (phase: Phase, list: readonly Mark[]) =>
  changes(list.filter((mark) => mark.phase === phase).map(({ part }) => part));

const layers = [
  'layers.0.attention',
  'layers.0.feedForward',
  'layers.1.attention',
  'layers.1.feedForward',
];

it('walk through the model and back', () => {
  const all = operations();
  expect(phases(all)).toEqual(['forward', 'backward', 'optimizer']);
  expect(partsIn('forward', all)).toEqual(['embedding', ...layers, 'head', 'loss']);
  // Sums of gradients are asked for by TensorFlow.js itself, outside of any part.
  const backward = partsIn('backward', all).filter((part) => part !== '');
  expect(changes(backward)).toEqual(['head', ...[...layers].reverse(), 'embedding']);
  const optimizer = all.filter(({ phase }) => phase === 'optimizer').map(({ kind }) => kind);
  expect(optimizer).toEqual(['sumOfSquares', 'adamw']);
});

it('repeat with accumulated batches, and before the sum of their gradients', () => {
  const all = operations({ accumulationSteps: 2 });
  const round: Phase[] = ['forward', 'backward'];
  expect(phases(all)).toEqual([...round, ...round, 'forward', 'backward', 'optimizer']);
});

it('count as backward what checkpointing computes again', () => {
  const all = operations({ activationCheckpointing: true });
  expect(phases(all)).toEqual(['forward', 'backward', 'optimizer']);
  const attentions = all.filter(({ kind }) => kind === 'attention');
  expect(attentions.map(({ phase }) => phase)).toEqual([
    'forward',
    'forward',
    'backward',
    'backward',
  ]);
  expect(attentions[3].part).toBe('layers.0.attention');
});

it('are forward alone in an evaluation', () => {
  const { nodes } = traceProgram(evaluationStep(model, 2));
  expect(phases(nodes.flatMap(({ mark }) => mark ?? []))).toEqual(['forward']);
});
