/**
 * @file The same training steps of the same model by LLM Lab and its peers: plain TensorFlow.js
 * (`stock`) and jax-js (`jax`). Peers take turns step by step, so that other load on the machine hits
 * all alike. Fails where their losses part: then they do not compute the same. See `README.md`.
 */
import { say, UsageError } from '../scripts/project.mjs';
import { withBundle } from './engines/build.mjs';
import { withPage, withProcesses } from './engines/seats.mjs';
import { median, table } from './figures.mjs';

const peerNames = ['lab', 'stock', 'jax'];
const backendNames = ['webgpu', 'wasm'];
/** Steps before the count: kernels are built and memory is found in them. */
const warmup = 2;
/** Largest relative difference of losses. */
const tolerance = 1e-3;

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
};

export const needs = ({ node }) => ({ browser: !node, build: false });

function readOptions({ backend, peers, node, ...numbers }) {
  const chosenPeers = peers.split(',');
  const unknown = chosenPeers.find((name) => !peerNames.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--peers: "${unknown}" is not one of ${peerNames.join(', ')}`);
  if (backend !== 'both' && !backendNames.includes(backend))
    throw new UsageError(`--backend: "${backend}" is not one of ${backendNames.join(', ')}, both`);
  if (node && backend === 'wasm') throw new UsageError('--node: only WebGPU runs under Node');
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value)) throw new UsageError(`--${name}: not a whole number`);
  }
  const { layers, width, heads, context, batch, vocab, steps } = numbers;
  if (width % heads !== 0) throw new UsageError('--width: not a multiple of --heads');
  return {
    size: {
      layers,
      width,
      heads,
      contextLength: context,
      batchSize: batch,
      vocabularySize: vocab,
    },
    steps,
    backends: node ? ['webgpu'] : backend === 'both' ? backendNames : [backend],
    peers: peerNames.filter((name) => chosenPeers.includes(name)),
  };
}

/** Opens the peers one by one. */
async function openSeats(ask, peers, backend, size) {
  const seats = [];
  for (const peer of peers) {
    const seat = { peer, backend, about: '', failure: '', reports: [] };
    const reply = await ask(peer, { kind: 'open', peer, backend, size });
    if (reply.kind === 'failed') seat.failure = reply.message;
    else seat.about = [reply.facts, reply.adapter].filter(Boolean).join('; ');
    say(`${peer} on ${backend}: ${seat.failure || seat.about}`);
    seats.push(seat);
  }
  return seats;
}

/** One step of each in turn, another one first in each round; who fails is out. */
async function takeTurns(ask, seats, rounds) {
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < seats.length; turn++) {
      const seat = seats[(round + turn) % seats.length];
      if (seat.failure) continue;
      const reply = await ask(seat.peer, { kind: 'step' });
      if (reply.kind === 'stepped') seat.reports.push(reply.report);
      else {
        seat.failure = reply.message;
        say(`${seat.peer} on ${seat.backend}: ${seat.failure}`);
      }
    }
  }
}

/**
 * How near the lab's matrix products and its whole step come to the roofline on a seat.
 * @param {import('../src/experiment/step-measurement').StepMeasurement} measurement
 */
function rooflineRow({ backend, clock, milliseconds, limit, rates, operations }) {
  const products = operations.filter(({ kind }) => kind === 'matmul');
  const total = (list, key) => list.reduce((sum, operation) => sum + operation[key], 0);
  const productTime = total(products, 'milliseconds');
  const percent = (share) => `${(100 * share).toFixed(1)}%`;
  const giga = (perSecond) => (perSecond / 1e9).toFixed(1);
  return {
    backend,
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
    const reply = await ask(seat.peer, { kind: 'measure' });
    if (reply.kind === 'measured') seat.measurement = reply.measurement;
    else say(`${seat.peer} on ${seat.backend}, measured: ${reply.message}`);
  }
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

function rowOf({ peer, backend, failure, reports }, size) {
  if (failure) return { backend, peer, 'ms per step': 'failed' };
  const counted = reports.slice(warmup);
  const medianOf = (key) => median(counted.map((report) => report[key]));
  const milliseconds = medianOf('milliseconds');
  return {
    backend,
    peer,
    'ms per step': Number(milliseconds.toFixed(1)),
    min: Number(Math.min(...counted.map((report) => report.milliseconds)).toFixed(1)),
    'tokens/s': Math.round((1000 * size.batchSize * size.contextLength) / milliseconds),
    ...(backend === 'webgpu' && {
      dispatches: medianOf('dispatches'),
      submits: medianOf('submits'),
      'MB created': megabytes(medianOf('bytesCreated')),
      'MB alive': megabytes(reports.at(-1).bytesAlive),
    }),
    'first loss': reports[0].loss.toFixed(5),
    'last loss': reports.at(-1).loss.toFixed(5),
  };
}

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
  const lossAt = (seat, round) => seat.reports[round].loss;
  const rows = rounds.map((round) => ({
    step: round + 1,
    ...Object.fromEntries(
      seats.map((seat) => [`${seat.peer} ${seat.backend}`, lossAt(seat, round).toFixed(6)]),
    ),
  }));
  const differences = seats.map((seat) => {
    const relative = (round) => Math.abs(lossAt(seat, round) / lossAt(seats[0], round) - 1);
    return Math.max(...rounds.map(relative));
  });
  say(`\nLoss of each step:\n${table(rows)}`);
  // Written so that a loss which is no number does not agree.
  const isMet = differences.every((difference) => difference <= tolerance);
  const largest = Math.max(...differences).toExponential(1);
  say(`Largest relative difference: ${largest}; allowed: ${tolerance}\n`);
  if (!isMet) say('Not met: the peers do not train the same model.');
  return isMet;
}

export default async function engines(given) {
  const { size, steps, backends, peers } = readOptions(given);
  const withSeats = given.node ? withProcesses : withPage;
  const seats = await withBundle(given.node, async (folder) => {
    const all = [];
    for (const backend of backends) {
      const opened = await withSeats(folder, async (ask) => {
        const here = await openSeats(ask, peers, backend, size);
        await takeTurns(ask, here, warmup + steps);
        await measureSeats(ask, here);
        return here;
      });
      all.push(...opened);
    }
    return all;
  });
  const whole = seats.filter(({ failure }) => !failure);
  const isMet = whole.length > 0 && compareLosses(whole) && whole.length === seats.length;
  const rooflines = seats.flatMap(({ measurement }) =>
    measurement ? [rooflineRow(measurement)] : [],
  );
  if (rooflines.length > 0) say(`The lab's step against the roofline:\n${table(rooflines)}\n`);
  return {
    rows: withRatios(seats.map((seat) => rowOf(seat, size))),
    isMet,
    more: {
      size,
      rooflines,
      seats: seats.map(({ peer, backend, about, failure, reports }) => ({
        ...{ peer, backend, about, failure },
        losses: reports.map(({ loss }) => loss),
      })),
    },
  };
}
