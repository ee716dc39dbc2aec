/**
 * @file The same training steps of the same model by LLM Lab and its peers: plain TensorFlow.js
 * (`stock`) and jax-js (`jax`). Peers take turns step by step, so that other load on the machine hits
 * all alike. Fails where their losses part: then they do not compute the same. See `README.md`.
 */
import { say, UsageError } from '../scripts/project.mjs';
import { withBundle } from './engines/build.mjs';
import { withPage, withProcesses } from './engines/seats.mjs';
import { openSeats, takeTurns } from './engines/turns.mjs';
import { median, megabytes, table } from './figures.mjs';
import { readBackends, readModelSize, requireWhole } from './model-size.mjs';

const peerNames = ['lab', 'stock', 'jax'];
/** Steps before the count: kernels are built and memory is found in them. */
const warmup = 2;
/** Largest relative difference of losses. */
const tolerance = 1e-3;
const mixedTolerance = 1e-2;

export const options = {
  layers: 3,
  width: 96,
  heads: 4,
  context: 64,
  batch: 16,
  vocab: 256,
  steps: 6,
  backend: 'both',
  peers: peerNames.join(),
  node: false,
  accumulation: 1,
  checkpointing: false,
  mixed: false,
};

export const needs = ({ node }) => ({ browser: !node, build: false });

function readOptions({ backend, peers, node, accumulation, checkpointing, mixed, ...numbers }) {
  const chosenPeers = peers.split(',');
  const unknown = chosenPeers.find((name) => !peerNames.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--peers: "${unknown}" is not one of ${peerNames.join(', ')}`);
  if (node && backend === 'wasm') throw new UsageError('--node: only WebGPU runs under Node');
  const { batch, steps } = requireWhole({ ...numbers, accumulation });
  if (batch % accumulation !== 0) throw new UsageError('--batch: not a multiple of --accumulation');
  const size = { ...readModelSize(numbers), batchSize: batch };
  const none = { accumulation: 1, checkpointing: false, mixed: false };
  const seats = peerNames
    .filter((name) => chosenPeers.includes(name))
    .map((peer) => ({ name: peer, task: { kind: 'training', peer, size, switches: none } }));
  /** The lab once more, with a switch. */
  const variant = (name, change) =>
    seats.push({
      name: `lab, ${name}`,
      task: { kind: 'training', peer: 'lab', size, switches: { ...none, ...change } },
    });
  if (accumulation > 1)
    variant(`${accumulation} × ${batch / accumulation} accumulated`, { accumulation });
  if (checkpointing) variant('checkpointed', { checkpointing });
  if (accumulation > 1 && checkpointing) variant('both', { accumulation, checkpointing });
  if (mixed) variant('mixed precision', { mixed });
  return { size, steps, backends: node ? ['webgpu'] : readBackends(backend), seats };
}

/**
 * How near the lab's matrix products and its whole step come to the roofline on a seat.
 * @param {string} name
 * @param {import('../src/experiment/step-measurement').StepMeasurement} measurement
 */
function rooflineRow(name, { backend, clock, milliseconds, limit, rates, operations }) {
  const products = operations.filter(({ kind }) => kind === 'matmul');
  const total = (list, key) => list.reduce((sum, operation) => sum + operation[key], 0);
  const productTime = total(products, 'milliseconds');
  const percent = (share) => `${(100 * share).toFixed(1)}%`;
  const giga = (perSecond) => (perSecond / 1e9).toFixed(1);
  return {
    backend,
    peer: name,
    clock,
    'GFLOP/s attained': giga(rates.flopsPerSecond),
    'GB/s attained': giga(rates.bytesPerSecond),
    products: products.length,
    'ms in products': productTime.toFixed(1),
    'GFLOP/s': giga((1000 * total(products, 'flops')) / productTime),
    'products of limit': percent(total(products, 'limit') / productTime),
    'step of limit': percent(limit / milliseconds),
  };
}

/** One more step of each seat that can tell the time of its operations. */
async function measureSeats(ask, seats) {
  for (const seat of seats) {
    if (seat.failure) continue;
    const reply = await ask(seat.name, { kind: 'measure' });
    if (reply.kind === 'measured') seat.measurement = reply.measurement;
    else say(`${seat.name} on ${seat.backend}, measured: ${reply.message}`);
  }
}

function rowOf({ name, backend, failure, reports }, size) {
  if (failure) return { backend, peer: name, 'ms per step': 'failed' };
  const counted = reports.slice(warmup);
  const medianOf = (key) => median(counted.map((report) => report[key]));
  const milliseconds = medianOf('milliseconds');
  return {
    backend,
    peer: name,
    'ms per step': Number(milliseconds.toFixed(1)),
    min: Number(Math.min(...counted.map((report) => report.milliseconds)).toFixed(1)),
    'tokens/s': Math.round((1000 * size.batchSize * size.contextLength) / milliseconds),
    ...(backend === 'webgpu' && {
      dispatches: medianOf('dispatches'),
      submits: medianOf('submits'),
      'MB created': megabytes(medianOf('bytesCreated')),
      'MB alive': megabytes(reports.at(-1).bytesAlive),
    }),
    ...('bytesHeld' in reports[0] && { 'MB held': megabytes(reports.at(-1).bytesHeld) }),
    'first loss': lossOf(reports[0]).toFixed(5),
    'last loss': lossOf(reports.at(-1)).toFixed(5),
  };
}

const lossOf = ({ values }) => values[0];

/** Mixed precision is WebGPU's alone; without float16 its row fails. */
const runsOn =
  (backend) =>
  ({ task }) =>
    backend === 'webgpu' || !task.switches.mixed;

/** The lab draws other batches where it cuts them. */
const hasOwnBatches = ({ task }) => task.switches.accumulation > 1;

/** Time against the lab's on the same backend. */
function withRatios(rows) {
  return rows.map((row) => {
    const lab = rows.find(({ peer, backend }) => peer === 'lab' && backend === row.backend);
    const ratio = row['ms per step'] / lab?.['ms per step'];
    return Number.isFinite(ratio) ? { ...row, 'of lab': ratio.toFixed(2) } : row;
  });
}

/**
 * Shows the loss of each step by each seat.
 * @param seats those that did all steps, at least one
 * @returns whether all agree with the first one
 */
function compareLosses(seats) {
  const rounds = seats[0].reports.map((_, round) => round);
  const lossAt = (seat, round) => lossOf(seat.reports[round]);
  const rows = rounds.map((round) => ({
    step: round + 1,
    ...Object.fromEntries(
      seats.map((seat) => [`${seat.name} ${seat.backend}`, lossAt(seat, round).toFixed(6)]),
    ),
  }));
  const differences = seats.map((seat) => {
    const relative = (round) => Math.abs(lossAt(seat, round) / lossAt(seats[0], round) - 1);
    const allowed = seat.task.switches.mixed ? mixedTolerance : tolerance;
    return { largest: Math.max(...rounds.map(relative)), allowed };
  });
  say(`\nLoss of each step:\n${table(rows)}`);
  // Written so that a loss which is no number does not agree.
  const isMet = differences.every(({ largest, allowed }) => largest <= allowed);
  const shown = differences.map(({ largest, allowed }, at) => ({
    peer: `${seats[at].name} ${seats[at].backend}`,
    'largest relative difference': largest.toExponential(1),
    allowed,
  }));
  say(`Losses against those of the first:\n${table(shown)}\n`);
  if (!isMet) say('Not met: the peers do not train the same model.');
  return isMet;
}

export default async function engines(given) {
  const { size, steps, backends, seats: wanted } = readOptions(given);
  const withSeats = given.node ? withProcesses : withPage;
  const seats = await withBundle(given.node, async (folder) => {
    const all = [];
    for (const backend of backends) {
      const opened = await withSeats(folder, async (ask) => {
        const here = await openSeats(ask, wanted.filter(runsOn(backend)), backend);
        await takeTurns(ask, here, warmup + steps);
        await measureSeats(ask, here);
        return here;
      });
      all.push(...opened);
    }
    return all;
  });
  const whole = seats.filter(({ failure }) => !failure);
  const alike = whole.filter((seat) => !hasOwnBatches(seat));
  const isMet = alike.length > 0 && compareLosses(alike) && whole.length === seats.length;
  const rooflines = seats.flatMap(({ name, measurement }) =>
    measurement ? [rooflineRow(name, measurement)] : [],
  );
  if (rooflines.length > 0) say(`The lab's step against the roofline:\n${table(rooflines)}\n`);
  return {
    rows: withRatios(seats.map((seat) => rowOf(seat, size))),
    isMet,
    more: {
      size,
      rooflines,
      seats: seats.map(({ name, backend, about, failure, reports }) => ({
        ...{ name, backend, about, failure },
        losses: reports.map(lossOf),
      })),
    },
  };
}
