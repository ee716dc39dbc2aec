/**
 * @file `npm run pretrain [-- NAME…] [--backend webgpu|wasm|cpu]`: makes the models that the
 * page ships, from the specs in `experiments/`, into `public/models/`.
 *
 * The weights are shipped as 16-bit floats. Before anything is kept, both precisions are compared on
 * new stories of the same corpus, so the validation loss in `model.json`, which is that of the
 * 32-bit weights at the last step, holds for the shipped ones to the three digits given.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { readJson, resolveSpec } from './experiment-arguments.mjs';
import { ensureInstalled } from './install.mjs';
import { command, root, say, UsageError } from './project.mjs';

const names = ['english', 'chinese', 'english-draft', 'chinese-draft'];
/** Of the two precisions' losses, in nats per token. */
const largestDifference = 5e-4;
const newStories = 40;

function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { backend: { type: 'string' } } });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { positionals, values } = parsed;
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown) throw new UsageError(`There is no "${unknown}"; there are ${names.join(' and ')}.`);
  return { chosen: positionals.length > 0 ? positionals : names, backend: values.backend };
}

/** Mean loss of the next token on each source over the same texts, in the page. */
function compareLosses(page, sources, texts) {
  return page.evaluate(
    async ([compared, stories]) => {
      const { lab } = window;
      const lossOf = async (source, text) => {
        const { tokens } = await lab.attention(source, text);
        const { shape, data } = await lab.logits(source, text);
        let sum = 0;
        for (let time = 0; time + 1 < tokens.length; time++) {
          const row = data.subarray(time * shape[1], (time + 1) * shape[1]);
          const top = row.reduce((most, logit) => Math.max(most, logit), -Infinity);
          const total = row.reduce((all, logit) => all + Math.exp(logit - top), 0);
          sum += top + Math.log(total) - row[tokens[time + 1].id];
        }
        return { sum, count: tokens.length - 1 };
      };
      const means = [];
      for (const source of compared) {
        let [sum, count] = [0, 0];
        for (const text of stories) {
          const loss = await lossOf(source, text);
          sum += loss.sum;
          count += loss.count;
        }
        means.push(sum / count);
      }
      return means;
    },
    [sources, texts],
  );
}

/** Beginnings of stories of the same corpus that the run has not seen, short enough for a context. */
async function unseenBeginnings(spec, importSource) {
  const { corpusSource } = await importSource('src/text/corpora/index.ts');
  const seed = spec.text.seed + 1;
  const source = corpusSource(spec.text.source, { documents: newStories, seed });
  const texts = [];
  // A token is at least one byte, and a character at most three here.
  const characters = Math.floor(spec.model.contextLength / 3);
  for await (const { text } of source.chunks()) texts.push(text.slice(0, characters));
  return texts;
}

async function pretrain(name, backend) {
  const { importSource } = await import('./headless.mjs');
  const { parseSpec } = await importSource('src/experiment/spec.ts');
  const { runExperiment } = await import('./run-experiment.mjs');
  const { toHalfPrecision } = await import('./half-precision.mjs');
  const spec = resolveSpec(
    readJson(path.join(root, 'experiments', `${name}.json`)),
    { backend },
    parseSpec,
  );
  const folder = path.join(root, 'runs', `pretrain-${name}`);
  const shipped = path.join(root, 'public', 'models', name);
  const texts = await unseenBeginnings(spec, importSource);

  const after = async (page, result) => {
    mkdirSync(shipped, { recursive: true });
    const full = readFileSync(path.join(folder, 'model.safetensors'));
    writeFileSync(path.join(shipped, 'model.safetensors'), toHalfPrecision(full));
    copyFileSync(path.join(folder, 'tokenizer.json'), path.join(shipped, 'tokenizer.json'));
    // The engine that it was made on is no part of what was made.
    const portable = { ...result.spec, backend: 'auto' };
    const model = {
      name: spec.name,
      spec: portable,
      config: { vocabularySize: result.vocabularySize, ...spec.model },
      parameters: result.parameters,
      step: result.steps,
      validationLoss: Number(result.validationLoss.toFixed(3)),
      uniformLoss: Number(result.uniformLoss.toFixed(3)),
    };
    writeFileSync(path.join(shipped, 'model.json'), `${JSON.stringify(model, null, 2)}\n`);
    const sources = [result.runId, { kind: 'shipped', name }];
    const [trained, halved] = await compareLosses(page, sources, texts);
    say(`Loss on new stories: ${trained.toFixed(5)} as trained, ${halved.toFixed(5)} as shipped`);
    if (!(Math.abs(trained - halved) < largestDifference)) {
      rmSync(shipped, { recursive: true });
      throw new Error('16-bit weights change this model too much to be shipped.');
    }
  };
  const { validationLoss } = await runExperiment({ spec, folder, after });
  say(`${shipped}: validation loss ${validationLoss.toFixed(3)}`);
}

await command(async (args) => {
  const { chosen, backend } = readArguments(args);
  ensureInstalled();
  await ensureBuilt();
  for (const name of chosen) await pretrain(name, backend);
});
