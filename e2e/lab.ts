/**
 * @file What every journey stands on: a page that is watched, so that an error in its console, a
 * request to another origin or a breach of its policy fails the journey, whatever else it looks at.
 */
import { test as base, type Page } from '@playwright/test';
import { specToLink } from '../src/experiment/link';
import { requireSpec, type Spec, type SpecInput } from '../src/experiment/spec';
import { english } from '../src/language/en';

const { train } = english;

export { expect } from '@playwright/test';

function watch(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A breach of the Content-Security-Policy is told here too.
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isLocal = ['blob:', 'data:'].includes(url.protocol) || url.origin === origin;
    if (!isLocal) complaints.push(`request to another origin: ${request.url()}`);
  });
  return complaints;
}

export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints = watch(page, new URL(baseURL ?? '').origin);
      await use(complaints);
      base.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** A model so small that a software GPU trains it in seconds. */
export const tinySpec: SpecInput = {
  backend: 'webgpu',
  text: { source: 'english-stories', documents: 60, seed: 1 },
  tokenizer: { kind: 'bytes' },
  model: { layers: 1, heads: 2, width: 16, contextLength: 16 },
  training: {
    steps: 30,
    batchSize: 4,
    learningRate: 0.01,
    minimumLearningRate: 0.001,
    warmupSteps: 3,
    evaluationInterval: 10,
    evaluationBatches: 2,
    sampleInterval: 15,
    checkpointInterval: 10,
  },
  decoding: { prompt: 'The ', maxTokens: 8 },
};

/** Long enough to be interrupted by hand: see `startLongTraining`. */
export const longTraining = {
  ...tinySpec.training,
  steps: 500,
  evaluationInterval: 100,
  sampleInterval: 500,
};

/** Address of a route with a spec in it. */
export function addressOf(spec: SpecInput, route = ''): string {
  return `./?s=${specToLink(requireSpec(spec))}#/${route}`;
}

export const routes = [
  '',
  'architectures',
  'text',
  'cleaning',
  'deduplication',
  'tokenizer',
  'tokenizer/watch',
  'tokenizer/compare',
  'positions',
  'objectives',
  'experts',
  'model',
  'train',
  'dynamics',
  'experiments',
  'inside',
  'decode',
  'runs',
];

/** Goes to a route without loading the page anew, as a link in it does. */
export async function openRoute(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => (window.location.hash = hash), `#/${route}`);
}

/** Waits until the run on the page Train has this state. */
export async function expectRunStatus(page: Page, status: keyof typeof train.status) {
  const badge = page.getByRole('status', { name: train.status.label });
  await base.expect(badge).toHaveText(train.status[status], { timeout: 180_000 });
}

/** Training loss of each step of a kept run, in order. */
export function lossesOf(page: Page, runId: string): Promise<number[]> {
  return page.evaluate(async (id) => {
    const rows = (await window.lab?.history(id)) ?? [];
    return rows.flatMap((row) => (row.type === 'step' ? [row.trainLoss] : []));
  }, runId);
}

/** The newest run that the browser keeps. */
export function newestRun(page: Page) {
  return page.evaluate(async () => {
    const runs = (await window.lab?.runs()) ?? [];
    const [newest] = [...runs].sort((left, right) => right.createdAt - left.createdAt);
    return newest ?? null;
  });
}

/** Starts a run of `longTraining` and waits until it has a checkpoint of trained weights. */
export async function startLongTraining(page: Page): Promise<Spec> {
  const spec = requireSpec({ ...tinySpec, training: longTraining });
  await page.goto(addressOf(spec, 'train'));
  await page.getByRole('button', { name: train.start }).click();
  const lastStep = async () => (await newestRun(page))?.checkpoints.at(-1)?.step ?? 0;
  await base.expect.poll(lastStep).toBeGreaterThanOrEqual(10);
  return spec;
}
