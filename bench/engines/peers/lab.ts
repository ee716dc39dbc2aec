/**
 * @file LLM Lab itself, through what its own pipeline uses: the engine and the trainer.
 */
import { measurementOf } from '../../../src/experiment/step-measurement';
import { startEngine } from '../../../src/tensor/engine';
import type { Ledger } from '../../../src/tensor/ledger';
import { measureRates } from '../../../src/tensor/roofline';
import { Trainer } from '../../../src/training/trainer';
import type { BackendName, Peer, Switches } from '../protocol';
import { seed, type Trial } from '../trial';

export async function openLab(
  backend: BackendName,
  { model, training, data, objective }: Trial,
  { accumulation, checkpointing, mixed }: Switches,
): Promise<Peer> {
  const { machine, facts, halfRefusal } = await openEngine(backend);
  if (mixed && !machine.hasHalf) throw new Error(`no float16 here. ${halfRefusal ?? ''}`);
  const trainer = new Trainer(machine, {
    model,
    training: {
      ...training,
      batchSize: training.batchSize / accumulation,
      accumulationSteps: accumulation,
      activationCheckpointing: checkpointing,
      precision: mixed ? 'mixed' : 'float32',
    },
    data,
    objective,
    seed,
  });
  return {
    // The trainer draws its batches by itself: those of `trial.batch`, unless they are cut.
    step: async () => {
      const { trainLoss } = await trainer.step();
      const { stores, steps } = machine.facts.bytes;
      return { values: [trainLoss], bytesHeld: stores + steps };
    },
    measure: async () => {
      const { metrics, profile } = await trainer.measuredStep();
      const rates = await measureRates(machine);
      if (!profile || !rates) return null;
      const tokens = training.batchSize * model.contextLength;
      return measurementOf(profile, rates, { step: metrics.step, tokens, backend });
    },
    facts,
  };
}

/** @throws Error if the lab takes another backend */
export async function openEngine(
  backend: BackendName,
): Promise<{ machine: Ledger; facts: string; halfRefusal?: string }> {
  const { report, machine } = await startEngine(backend);
  if (report.backend !== backend) {
    const reasons = report.candidates.map(({ reason, detail }) => `${reason} ${detail ?? ''}`);
    throw new Error(`the lab found no ${backend}: ${reasons.join(', ')}`);
  }
  const facts = [
    `${report.kernels} kernels`,
    ...(report.refusal ? [report.refusal] : []),
    ...(report.wasm ? [`${report.wasm.threads} threads`] : []),
  ].join(', ');
  return { machine, facts, halfRefusal: report.halfRefusal };
}
