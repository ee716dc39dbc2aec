/**
 * @file The models of the comparisons can be kept: a run of the spec that comes with each takes the very
 * same steps, and the spec goes through a link unchanged.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { createSimdMachine } from '../tensor/simd/machine';
import { tryArchitecture } from './architecture-trial';
import { trialSpec } from './architecture-trial-spec';
import { tryExperts } from './expert-trial';
import { expertTrials } from './expert-trial-settings';
import { expertTrialSpec } from './expert-trial-spec';
import { measureScheme, schemeSpec } from './extrapolation';
import { specFromLink, specToLink } from './link';
import { Preparation } from './prepare';
import { Run } from './run';
import { requireSpec, type Spec } from './spec';

const machine = await createSimdMachine({ threads: 1 });
const { signal } = new AbortController();
const steps = 4;
const base = requireSpec({
  seed: 9,
  text: { source: 'english-stories', documents: 60 },
  tokenizer: { kind: 'characters' },
  model: { layers: 1, heads: 4, width: 16, dropout: 0.1 },
  training: { batchSize: 4, warmupSteps: 2 },
});

const prepare = (spec: Spec) => new Preparation(() => Promise.resolve(null)).prepare(spec);

async function lossesOfRun(spec: Spec): Promise<number[]> {
  const losses: number[] = [];
  const run = new Run('run', spec, await prepare(spec), {
    store: null,
    backend: () => 'cpu',
    machine: () => machine,
    emit: (event) => {
      if (event.type === 'step') losses.push(event.trainLoss);
    },
    exclusively: (work) => work(),
    whileDeviceLives: (work) => work(),
    restartEngine: () => Promise.resolve(),
  });
  run.play();
  await run.settled();
  run.dispose();
  return losses;
}

async function expectSameRun(spec: Spec, losses: readonly number[]) {
  expect(losses).toHaveLength(steps);
  expect(specFromLink(specToLink(spec))).toEqual({ spec, problem: null });
  expect(await lossesOfRun(spec)).toEqual(losses);
}

it.each(['rope', 'shaw', 'learned'] as const)('a scheme of positions: %s', async (scheme) => {
  const losses: number[] = [];
  const spec = schemeSpec(base, scheme, { contextLength: 8, steps });
  const onStep = (_: number, loss: number) => losses.push(loss);
  const outcome = await measureScheme(machine, spec, await prepare(spec), onStep, signal);
  await expectSameRun(outcome.spec, losses);
});

it.each([...expertTrials.collapse, ...expertTrials.dense])(
  'a comparison of experts: %s',
  async (entry) => {
    const losses: number[] = [];
    const specs: Spec[] = [];
    const spec = expertTrialSpec(base, entry, { experts: 4, width: 16, steps });
    // As the page does it: all entries have what the first one was prepared for.
    const prepared = await prepare(base);
    await tryExperts(
      machine,
      spec,
      prepared,
      (event) => {
        if (event.type === 'step') losses.push(event.step.loss);
        else specs.push(event.outcome.spec);
      },
      signal,
    );
    await expectSameRun(specs[0], losses);
  },
);

it.each(['decoder-only', 'encoder-only', 'encoder-decoder'] as const)(
  'an architecture on a task: %s',
  async (architecture) => {
    const losses: number[] = [];
    const entry = { task: 'reversal', architecture } as const;
    const spec = trialSpec(entry, { layers: 1, width: 16, steps });
    const outcome = await tryArchitecture(
      machine,
      entry,
      spec,
      await prepare(spec),
      (event) => {
        if (event.type === 'step') losses.push(event.loss);
      },
      signal,
    );
    await expectSameRun(outcome.spec, losses);
  },
);
