/**
 * @file LLM Lab writing texts, a token of each at every step: with its cache of keys and values (`cached`,
 * `drawn`, `read`) or the whole context anew (`recomputed`). The likeliest token is taken, but for
 * `drawn` and `read`, which draw by Top-P: where the model is, or from logits that are read back.
 */
import { drawOf, type DrawingStrategy } from '../../../src/decoding/generate';
import { sampleAt, uniformAt } from '../../../src/decoding/sample';
import { distributionAfter } from '../../../src/decoding/chain';
import { LanguageModel } from '../../../src/models/model';
import type { Blueprint, Feeds, Machine, Step, Store } from '../../../src/tensor/machine';
import { traceProgram } from '../../../src/tensor/program/trace';
import { bytesMoved } from '../../../src/tensor/program/traffic';
import type { BackendName, DecodingPeer, Peer } from '../protocol';
import { seed, type Trial } from '../trial';
import { openEngine } from './lab';

type LabPeer = Exclude<DecodingPeer, 'stock'>;

const greedy: DrawingStrategy = { kind: 'greedy' };
const nucleus: DrawingStrategy = { kind: 'top-p', p: 0.9, temperature: 0.8 };

export async function openLabDecoding(
  backend: BackendName,
  trial: Trial,
  { peer, columns, promptLength }: { peer: LabPeer; columns: number; promptLength: number },
): Promise<Peer> {
  const { machine, facts } = await openEngine(backend);
  const counting = new CountingMachine(machine);
  const model = new LanguageModel(counting, trial.model, trial.parameters());
  const texts = trial.prompts(columns, promptLength);
  return {
    step: async () => {
      counting.bytes = 0;
      const values = await nextTokens(model, peer, texts, promptLength);
      texts.forEach((ids, column) => ids.push(values[column]));
      const { stores, steps } = machine.facts.bytes;
      return { values, bytesMoved: counting.bytes, bytesHeld: stores + steps };
    },
    facts,
  };
}

async function nextTokens(
  model: LanguageModel,
  peer: LabPeer,
  texts: readonly number[][],
  promptLength: number,
): Promise<number[]> {
  const uniform = uniformAt(seed, texts[0].length - promptLength);
  const chosenFrom = (logits: Float32Array, strategy: DrawingStrategy) =>
    sampleAt(distributionAfter(logits, strategy), uniform);
  switch (peer) {
    case 'cached':
    case 'drawn': {
      const draw = drawOf(peer === 'cached' ? greedy : nucleus, uniform);
      return model.nextTokens(
        texts,
        texts.map(() => draw),
      );
    }
    case 'read': {
      const logits = await model.nextLogits(texts);
      return logits.map((row) => chosenFrom(row, nucleus));
    }
    case 'recomputed': {
      const tokens: number[] = [];
      for (const ids of texts) {
        const logits = await model.logits(ids);
        tokens.push(chosenFrom(logits.subarray(-model.vocabularySize), greedy));
      }
      return tokens;
    }
  }
}

/** Adds up what the operations of all runs move. */
class CountingMachine implements Machine {
  bytes = 0;

  constructor(private readonly machine: Machine) {}

  get hasHalf(): boolean {
    return this.machine.hasHalf;
  }

  store(size: number): Store {
    return this.machine.store(size);
  }

  compile(blueprint: Blueprint, stores: Record<string, Store>): Step {
    const step = this.machine.compile(blueprint, stores);
    const { inStores, others } = bytesMoved(traceProgram(blueprint), Object.keys(stores));
    const count = () => (this.bytes += inStores + others);
    return {
      facts: step.facts,
      run: (feeds: Feeds, wanted) => {
        count();
        return step.run(feeds, wanted);
      },
      runMeasured: (feeds, wanted) => {
        count();
        return step.runMeasured(feeds, wanted);
      },
      dispose: () => step.dispose(),
    };
  }

  dispose(): void {
    this.machine.dispose();
  }
}
