/**
 * @file The experts of the chosen model, looked at.
 */
import { reportError } from '../base/errors';
import { presets } from '../experiment/presets';
import { defaultSpec } from '../experiment/spec';
import { usualExperts } from '../models/block';
import { computeWorker } from './clients';
import type { ExpertsSlice } from './expert-types';
import { newestOnly } from './newest';
import type { SliceCreator } from './slice';

export { capacityOf } from '../models/block';
export { droppedChoices } from '../models/expert-places';

export const expertsSlice: SliceCreator<ExpertsSlice> = (set, get) => {
  const update = (change: Partial<ExpertsSlice['experts']>) =>
    set({ experts: { ...get().experts, ...change } });

  const attempt = (look: () => Promise<Partial<ExpertsSlice['experts']>>) =>
    newestOnly(async () => {
      try {
        update({ ...(await look()), error: null });
      } catch (error) {
        update({ error: reportError(error) });
      }
    });
  const routing = attempt(async () => ({
    reading: await computeWorker().readRouting(get().source, get().experts.text),
  }));
  const habits = attempt(async () => ({
    habits: await computeWorker().readHabits(get().source),
  }));

  return {
    experts: { text: '', reading: null, habits: null, error: null },
    readRouting: async (text) => {
      update({ text });
      await get().startEngine();
      await routing();
    },
    readHabits: async () => {
      await get().startEngine();
      await habits();
    },
    startExperts: async () => {
      const { model, training, objective } = defaultSpec;
      get().loadSpec({
        ...get().spec,
        objective,
        model: { ...model, ...presets.tiny.model, experts: usualExperts },
        training: { ...training, ...presets.tiny.training },
      });
      await get().startRun();
    },
  };
};
