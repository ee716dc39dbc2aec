/**
 * @file LLM Lab itself, through what its own pipeline uses: the engine and the trainer.
 */
import { measurementOf } from '../../../src/experiment/step-measurement';
import { startEngine } from '../../../src/tensor/engine';
import { measureRates } from '../../../src/tensor/roofline';
import { Trainer } from '../../../src/training/trainer';
import type { BackendName, Peer } from '../protocol';
import { seed, type Trial } from '../trial';

export async function openLab(backend: BackendName, trial: Trial): Promise<Peer> {
  const { report, machine } = await startEngine(backend);
  if (report.backend !== backend) {
    const reasons = report.candidates.map(({ reason, detail }) => `${reason} ${detail ?? ''}`);
    throw new Error(`the lab found no ${backend}: ${reasons.join(', ')}`);
  }
  const { model, training, data } = trial;
  const trainer = new Trainer(machine, { model, training, data, seed });
  return {
    // The trainer draws the batches of `trial.batch` by itself.
    step: async () => (await trainer.step()).trainLoss,
    measure: async () => {
      const { metrics, profile } = await trainer.measuredStep();
      const rates = await measureRates(machine);
      if (!profile || !rates) return null;
      const tokens = training.accumulationSteps * training.batchSize * model.contextLength;
      return measurementOf(profile, rates, { step: metrics.step, tokens, backend });
    },
    facts: [
      `${report.kernels} kernels`,
      ...(report.refusal ? [report.refusal] : []),
      ...(report.wasm ? [`${report.wasm.threads} threads`] : []),
    ].join(', '),
  };
}
