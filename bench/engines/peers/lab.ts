/**
 * @file LLM Lab itself, through what its own pipeline uses: the engine and the trainer.
 */
import { startEngine } from '../../../src/tensor/engine';
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
    facts: [
      `${report.kernels} kernels`,
      ...(report.refusal ? [report.refusal] : []),
      ...(report.wasm ? [`${report.wasm.threads} threads`] : []),
    ].join(', '),
  };
}
