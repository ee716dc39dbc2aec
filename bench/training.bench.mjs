/**
 * @file Milliseconds per training step of the presets *tiny* and *small* on each engine, in one run
 * on one machine. The median over the steps after the first three, which build kernels.
 */
import { withPage } from '../scripts/headless.mjs';
import { say } from '../scripts/project.mjs';
import { median } from './figures.mjs';
import { presetSpec } from './preset-spec.mjs';

const engines = ['webgpu', 'wasm', 'cpu'];
const presets = ['tiny', 'small'];
const warmup = 3;

/** Trains for so many seconds, or to the spec's end; the time between two steps is one step's. */
function timeSteps(page, spec, seconds) {
  return page.evaluate(
    async ([given, limit]) => {
      const { backend } = await window.lab.engine(given.backend);
      if (backend !== given.backend) throw new Error(`only ${backend} is available here`);
      const times = [];
      let last = 0;
      let stop;
      const enough = new Promise((resolve) => (stop = resolve));
      const onEvent = (event) => {
        if (event.type !== 'step') return;
        // The step's own measure leaves out what a picture or an evaluation takes.
        times.push(
          (1000 * given.training.batchSize * given.model.contextLength) / event.tokensPerSecond,
        );
        last ||= performance.now();
        if (performance.now() - last > 1000 * limit) stop();
      };
      const running = window.lab.run(given, { keep: false, onEvent });
      await Promise.race([running, enough]);
      return times;
    },
    [spec, seconds],
  );
}

/** Seconds of training for each row. */
export const options = { seconds: 15 };

/** @param {{seconds: number}} options */
export default async function training({ seconds }) {
  const rows = [];
  for (const preset of presets) {
    for (const backend of engines) {
      const spec = await presetSpec(preset, backend, {
        evaluationInterval: 20_000,
        sampleInterval: 20_000,
        checkpointInterval: 20_000,
      });
      let row = { preset, engine: backend, 'ms per step': 'not available', steps: 0 };
      try {
        const times = await withPage('headless.html', (page) => timeSteps(page, spec, seconds));
        const counted = times.slice(warmup);
        row = {
          preset,
          engine: backend,
          'ms per step': Number(median(counted).toFixed(1)),
          steps: counted.length,
        };
      } catch (error) {
        say(`${preset} on ${backend}: ${error.message.split('\n')[0]}`);
      }
      rows.push(row);
    }
  }
  return { rows };
}
