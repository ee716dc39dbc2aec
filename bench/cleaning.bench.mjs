/**
 * @file Cleaning: the funnel of the made-up crawl with precision, recall and time of each stage (in Node),
 * and whether it matters: the default model, trained equally long on the crawl with nothing but its text
 * extracted and on what the usual pipeline leaves, both measured on good pages of another crawl (in a
 * headless browser, on WASM). See `README.md`.
 */
import { importSource, withPage, withSources } from '../scripts/headless.mjs';
import { say } from '../scripts/project.mjs';
import { table } from './figures.mjs';

export const options = { documents: 3000, seed: 1, steps: 600 };

const percent = (share) => (Number.isFinite(share) ? `${(100 * share).toFixed(1)}%` : '');

async function funnel(documents, seed) {
  const report = await withSources(async (load) => {
    const { cleaningDocuments } = await load('src/text/cleaning/corpus.ts');
    const { runPipeline } = await load('src/text/cleaning/pipeline.ts');
    const { usualPipeline } = await load('src/text/cleaning/settings.ts');
    const { crawlSource, crawlTruth } = await load('src/text/crawl/index.ts');
    const pages = await cleaningDocuments(crawlSource({ documents, seed }));
    const done = await runPipeline(pages, usualPipeline(), {
      truthOf: (id) => crawlTruth(seed, id),
    });
    return done.report;
  });
  const { before, after, left } = report.good;
  say(
    `${before} of the pages are good; ${after} of them are left, ${percent(after / left)} of all that is left.`,
  );
  return report.stages.map(({ stage, removed, changed, left: rest, score, milliseconds }) => ({
    stage,
    removed,
    changed,
    left: rest.documents,
    share: percent(rest.documents / report.start.documents),
    precision: percent(score?.precision),
    recall: percent(score?.recall),
    ms: milliseconds.toFixed(0),
  }));
}

/** The last validation loss of a run on the crawl, in bits per character. */
async function train(page, name, spec) {
  const { validationLoss, charactersPerToken, steps } = await page.evaluate(
    (given) => window.lab.run(given, { keep: false }),
    spec,
  );
  const bits = validationLoss / Math.LN2 / charactersPerToken;
  return {
    text: name,
    steps,
    'validation loss': validationLoss.toFixed(3),
    'characters per token': charactersPerToken.toFixed(2),
    'bits per character': bits.toFixed(2),
  };
}

async function matter(documents, seed, steps) {
  const { usualPipeline } = await importSource('src/text/cleaning/settings.ts');
  const { requireSpec } = await importSource('src/experiment/spec.ts');
  const { trialSpec } = await importSource('src/state/trial-spec.ts');
  const spec = requireSpec({
    backend: 'wasm',
    text: { source: 'crawl', documents, seed },
    cleaning: { stages: usualPipeline() },
    training: { steps },
  });
  return withPage('headless.html', async (page) => {
    await page.waitForFunction(() => 'lab' in window);
    const rows = [];
    for (const name of ['dirty', 'clean']) {
      rows.push(await train(page, name, trialSpec(spec, name)));
    }
    return rows;
  });
}

export default async function cleaning({ documents, seed, steps }) {
  const rows = await funnel(documents, seed);
  const trained = await matter(documents, seed, steps);
  say(table(trained));
  return { rows, more: { trained } };
}
