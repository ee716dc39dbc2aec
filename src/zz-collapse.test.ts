
import { it } from 'vitest';
import { Random } from './base/random';
import { usualExperts } from './models/block';
import { createSimdMachine } from './tensor/simd/machine';
import { tinyModel, tinyTraining } from './training/testing';
import { Trainer } from './training/trainer';

const machine = await createSimdMachine({ threads: 1 });
function text(length: number) {
  const random = new Random(7, 'text');
  const out = new Uint16Array(length); let s = 0;
  for (let i=0;i<length;i++){ s = random.float()<0.8 ? (s*5+3)%16 : random.integer(16); out[i]=s; }
  return out;
}
for (const balance of [0, 0.01, 0.1])
for (const lr of [1e-2, 3e-2])
it(`balance ${balance} lr ${lr}`, async () => {
  const t=performance.now();
  const model = { ...tinyModel, vocabularySize: 16, width: 16, contextLength: 16, experts: { ...usualExperts, count: 4, balance, zLoss: 0, capacityFactor: 4 } };
  const training = { ...tinyTraining, steps: 400, batchSize: 8, learningRate: lr, minimumLearningRate: lr, weightDecay: 0 };
  const trainer = new Trainer(machine, { model, training, seed: 3, data: { train: text(4000), validation: text(400) } });
  const shares: string[] = [];
  for (let step=0; step<400; step++) {
    if (step%100===0 || step===399) {
      const { experts } = await trainer.model.routing([...Array(16).keys()]);
      const counts=[0,0,0,0]; for (const e of experts) counts[e]++;
      shares.push(counts.join('/')+' '+(await trainer.evaluate()).toFixed(3));
    }
    await trainer.step();
  }
  console.log(balance, lr, shares.join(' | '), Math.round(performance.now()-t));
  trainer.dispose();
}, 60000);
