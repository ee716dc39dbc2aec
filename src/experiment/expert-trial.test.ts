/**
 * @file The comparisons of experts: what their specs differ in, and that their runs tell what is drawn.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { countActiveParameters, countParameters } from '../models/parameters';
import { createSimdMachine } from '../tensor/simd/machine';
import { specDifferences } from './differences';
import { tryExperts } from './expert-trial';
import { expertTrials, type ExpertTrialEvent } from './expert-trial-settings';
import { collapseBalance, expertTrialSpec } from './expert-trial-spec';
import { Preparation } from './prepare';
import { modelConfig, requireSpec } from './spec';

const settings = { experts: 4, width: 16, steps: 3 };
const base = requireSpec({
  text: { source: 'english-stories', documents: 40 },
  tokenizer: { kind: 'bytes' },
});
const specOf = (entry: Parameters<typeof expertTrialSpec>[1]) =>
  expertTrialSpec(base, entry, settings);

describe('specs', () => {
  it('of the collapse differ in the balance loss alone', () => {
    const [balanced, unbalanced] = expertTrials.collapse.map(specOf);
    expect(specDifferences(balanced, unbalanced)).toEqual([
      { path: 'model.experts.balance', before: collapseBalance, after: 0 },
    ]);
  });

  it('of dense models have as many parameters, or as many that a token meets', () => {
    const [experts, equalWork, equalParameters] = expertTrials.dense.map((entry) =>
      modelConfig(specOf(entry), 257),
    );
    expect(countParameters(equalWork) / countActiveParameters(experts)).toBeCloseTo(1, 1);
    expect(countParameters(equalParameters) / countParameters(experts)).toBeCloseTo(1, 1);
    expect(countParameters(equalParameters)).toBeGreaterThan(2 * countParameters(equalWork));
  });
});

describe('a run', () => {
  const attempt = async (signal: AbortSignal, events: ExpertTrialEvent[] = []) => {
    const machine = await createSimdMachine({ threads: 1 });
    const spec = specOf('experts');
    const prepared = await new Preparation(() => Promise.resolve(null)).prepare(spec);
    try {
      await tryExperts(machine, spec, prepared, (event) => events.push(event), signal);
    } finally {
      machine.dispose();
    }
    return events;
  };

  it('tells every step with its routers, and what came of it', async () => {
    const events = await attempt(new AbortController().signal);
    const steps = events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3]);
    for (const { routers } of steps) {
      expect(routers).toHaveLength(2);
      for (const { shares } of routers) {
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
      }
    }
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'outcome' });
    if (last?.type !== 'outcome') return;
    const { parameters, activeParameters, flopsPerToken, validationLoss } = last.outcome;
    expect(activeParameters).toBeLessThan(parameters);
    // Six for each parameter that is met, and more for attention, the optimiser and empty places.
    expect(flopsPerToken / activeParameters).toBeGreaterThan(6);
    expect(flopsPerToken / activeParameters).toBeLessThan(24);
    expect(validationLoss).toBeLessThan(Math.log(257) + 0.2);
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(attempt(abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
