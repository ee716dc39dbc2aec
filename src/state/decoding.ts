/**
 * @file Decoding side by side: its settings stand in the spec, its columns stream in.
 */
import * as Comlink from 'comlink';
import { reportError } from '../base/errors';
import { applyChange, type ColumnOpening } from '../experiment/decoding-stream';
import { computeWorker } from './clients';
import type { SliceCreator } from './slice';
import type { DecodingSlice } from './types';

export const decodingSlice: SliceCreator<DecodingSlice> = (set, get) => {
  let generation = 0;
  const update = (change: Partial<DecodingSlice['decoding']>) =>
    set({ decoding: { ...get().decoding, ...change } });

  return {
    decoding: {
      status: 'idle',
      config: { prompt: '', seed: 1, maxTokens: 48, columns: [] },
      columns: [],
      openings: [],
      shownConfig: null,
      shownModel: null,
      error: null,
    },
    editDecoding: (change) => get().editSpec({ decoding: { ...get().spec.decoding, ...change } }),
    editColumn: (index, config) => {
      const columns = get().spec.decoding.columns.map((old, at) => (at === index ? config : old));
      get().editSpec({ decoding: { ...get().spec.decoding, columns } });
    },
    removeColumn: (index) => {
      const { decoding, spec } = get();
      if (decoding.status === 'running') return;
      const without = <Column>(columns: readonly Column[]) =>
        columns.filter((_, at) => at !== index);
      get().editSpec({
        decoding: { ...spec.decoding, columns: without(spec.decoding.columns) },
      });
      const { shownConfig } = decoding;
      update({
        columns: without(decoding.columns),
        openings: without(decoding.openings),
        shownConfig: shownConfig && { ...shownConfig, columns: without(shownConfig.columns) },
      });
    },
    decode: async (given) => {
      const own = ++generation;
      const { source } = get();
      const config = given ?? get().spec.decoding;
      update({
        status: 'running',
        columns: config.columns.map(() => null),
        openings: config.columns.map(() => null),
        shownConfig: config,
        shownModel: null,
        error: null,
      });
      try {
        await get().startEngine();
        if (own !== generation) return;
        await computeWorker().decode(
          source,
          config,
          Comlink.proxy((change) => {
            if (own !== generation) return;
            const columns = [...get().decoding.columns];
            columns[change.column] = applyChange(columns[change.column], change);
            update({ columns });
          }),
          Comlink.proxy((opening: ColumnOpening) => {
            if (own !== generation) return;
            const openings = [...get().decoding.openings];
            openings[opening.column] = opening;
            update({ openings });
            if (opening.info && !config.columns[opening.column].model) {
              update({ shownModel: opening.info });
            }
          }),
        );
        if (own === generation) update({ status: 'done' });
      } catch (error) {
        const report = reportError(error);
        if (own === generation) {
          update({ status: 'done', error: report.code === 'cancelled' ? null : report });
        }
      }
    },
    cancelDecoding: async () => {
      await computeWorker().cancelDecoding();
    },
  };
};
