/**
 * @file Runs one spec in a headless Chromium and leaves what came of it in a folder:
 * `metrics.jsonl`, `samples.txt`, `spec.json`, `tokenizer.json`, `model.safetensors`.
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { withPage } from './headless.mjs';
import { say } from './project.mjs';

/** Files come out of the page as downloads: large ones never pass through a message. */
async function saveWeights(page, runId, file) {
  const download = page.waitForEvent('download');
  await page.evaluate(async (id) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await window.lab.safetensors(id));
    link.download = 'model.safetensors';
    link.click();
  }, runId);
  await (await download).saveAs(file);
}

/** Events as they come: JSON lines for the file and for `onLine`, progress for people. */
function recorder(folder, { backend: wanted, training }, onLine) {
  const file = openSync(path.join(folder, 'metrics.jsonl'), 'w');
  const samples = [];
  let stage = '';
  const record = (event) => {
    if (event.type === 'progress') {
      if (event.stage !== stage) say(`Preparing: ${event.stage}…`);
      stage = event.stage;
      return;
    }
    const line = JSON.stringify(event);
    writeSync(file, `${line}\n`);
    onLine(line);
    if (event.type === 'sample') {
      samples.push(`── step ${event.step} ──\n${event.prompt}${event.text}\n`);
    } else if (event.type === 'started') {
      say(`Training ${event.parameters} parameters on ${event.backend}, run ${event.runId}`);
      if (wanted !== 'auto' && wanted !== event.backend) {
        say(`The engine ${wanted} is not available here; ${event.backend} is used instead.`);
      }
      if (event.precision !== training.precision) {
        say(`Mixed precision is not available here: the run is in ${event.precision}.`);
      }
    } else if (event.type === 'evaluation') {
      say(`Step ${event.step}: validation loss ${event.validationLoss.toFixed(4)}`);
    } else if (event.type === 'recovered') {
      say(`The device was lost at step ${event.step}; going on with ${event.backend}`);
    } else if (event.type === 'problem') say(event.error.message);
  };
  const close = () => {
    closeSync(file);
    writeFileSync(path.join(folder, 'samples.txt'), samples.join('\n'));
  };
  return { record, close };
}

async function train(page, { spec, text, record }) {
  await page.exposeFunction('reportEvent', record);
  await page.locator('#text').setInputFiles(text === undefined ? [] : path.resolve(text));
  const { result, tokenizerJson, failure } = await page.evaluate(async (given) => {
    const sent = [];
    const file = document.querySelector('#text').files[0];
    const options = {
      text: file,
      keep: false,
      onEvent: (event) => sent.push(window.reportEvent(event)),
    };
    try {
      const trained = await window.lab.run(given, options);
      return { result: trained, tokenizerJson: await window.lab.tokenizer(trained.runId) };
    } catch (error) {
      return { failure: error.message };
    } finally {
      await Promise.all(sent);
    }
  }, spec);
  if (failure !== undefined) throw new Error(`The run failed: ${failure}`);
  return { result, tokenizerJson };
}

/**
 * @param {object} options
 * @param {object} options.spec valid, with all defaults
 * @param {string} [options.text] file with the text of an `own` spec
 * @param {string} options.folder where the results go
 * @param {(line: string) => void} [options.onLine] each event as JSON
 * @param {(page: import('@playwright/test').Page, result: object) => Promise<unknown>} [options.after]
 *   done while the trained model still is in the page
 * @returns {Promise<object>} `RunResult` of `src/state/console.ts`
 * @throws Error if the run fails
 */
export async function runExperiment({ spec, text, folder, onLine = () => {}, after }) {
  mkdirSync(folder, { recursive: true });
  const { record, close } = recorder(folder, spec, onLine);
  const write = (name, content) => writeFileSync(path.join(folder, name), content);
  try {
    return await withPage('headless.html', async (page) => {
      const { result, tokenizerJson } = await train(page, { spec, text, record });
      write('spec.json', `${JSON.stringify(result.spec, null, 2)}\n`);
      write('tokenizer.json', tokenizerJson);
      await saveWeights(page, result.runId, path.join(folder, 'model.safetensors'));
      await after?.(page, result);
      return result;
    });
  } finally {
    close();
  }
}
