/**
 * @file Tokens per second of decoding: LLM Lab with its cache of keys and values, the lab computing the
 * whole context again for every token, and plain TensorFlow.js, which has no cache; and the lab
 * drawing tokens where the model is, or from logits that are read back. Peers take turns token by
 * token. Fails where they write different texts. See `README.md`.
 */
import { say, UsageError } from '../scripts/project.mjs';
import { withBundle } from './engines/build.mjs';
import { withPage } from './engines/seats.mjs';
import { openSeats, takeTurns } from './engines/turns.mjs';
import { median, megabytes } from './figures.mjs';
import { readBackends, readModelSize, requireWhole } from './model-size.mjs';

/** The likeliest token, by each peer. */
const greedyPeers = ['cached', 'recomputed', 'stock'];
/** Top-P, drawn on the machine or from logits. */
const drawingPeers = ['drawn', 'read'];
const peerNames = [...greedyPeers, ...drawingPeers];
/** Tokens before the count: kernels are built in them, and the prompt is read. */
const warmup = 2;
const columnCounts = [1, 4];

export const options = {
  layers: 3,
  width: 96,
  heads: 4,
  context: 256,
  vocab: 256,
  tokens: 8,
  backend: 'both',
  peers: peerNames.join(),
};

export const needs = () => ({ browser: true, build: false });

function readOptions({ backend, peers, ...numbers }) {
  const chosen = peers.split(',');
  const unknown = chosen.find((name) => !peerNames.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--peers: "${unknown}" is not one of ${peerNames.join(', ')}`);
  const { tokens, context } = requireWhole(numbers);
  // Half of the context, so that the cost of a token is that of one in the middle.
  const promptLength = Math.floor(context / 2);
  if (promptLength < 1 || promptLength + warmup + tokens > context)
    throw new UsageError(`--tokens: ${warmup + tokens} do not fit in half of --context`);
  return {
    // Nothing is trained.
    size: { ...readModelSize(numbers), batchSize: 1 },
    tokens,
    promptLength,
    backends: readBackends(backend),
    peers: peerNames.filter((name) => chosen.includes(name)),
  };
}

function rowOf({ task, backend, failure, reports }) {
  const { peer, columns } = task;
  if (failure) return { backend, columns, peer, 'ms per token': 'failed' };
  const counted = reports.slice(warmup);
  const perToken = (key) => median(counted.map((report) => report[key])) / columns;
  const milliseconds = perToken('milliseconds');
  return {
    backend,
    columns,
    peer,
    'ms per token': milliseconds.toFixed(2),
    min: (Math.min(...counted.map((report) => report.milliseconds)) / columns).toFixed(2),
    'tokens/s': (1000 / milliseconds).toFixed(1),
    ...('bytesMoved' in reports[0] && { 'MB moved': megabytes(perToken('bytesMoved')) }),
    ...(backend === 'webgpu' && {
      dispatches: perToken('dispatches'),
      submits: perToken('submits'),
      readbacks: perToken('readbacks'),
    }),
    milliseconds,
  };
}

/** Time against the one that is compared with, on the same backend with as many columns. */
function withRatios(rows) {
  return rows.map(({ milliseconds, ...row }) => {
    const base = greedyPeers.includes(row.peer) ? 'cached' : 'drawn';
    const isBase = ({ peer, backend, columns }) =>
      peer === base && backend === row.backend && columns === row.columns;
    const ratio = milliseconds / rows.find(isBase)?.milliseconds;
    return Number.isFinite(ratio) ? { ...row, [`of ${base}`]: ratio.toFixed(2) } : row;
  });
}

/** Whether all that choose alike wrote the same texts. */
function areTextsAlike(seats) {
  const textsOf = ({ reports }) => reports.map(({ values }) => values.join()).join(' ');
  return columnCounts.every((columns) =>
    [greedyPeers, drawingPeers].every((names) => {
      const alike = seats.filter(
        ({ task }) => task.columns === columns && names.includes(task.peer),
      );
      const other = alike.find((seat) => textsOf(seat) !== textsOf(alike[0]));
      if (!other) return true;
      for (const seat of [alike[0], other])
        say(`Not met: ${seat.name} on ${seat.backend} wrote ${textsOf(seat)}`);
      return false;
    }),
  );
}

export default async function decoding(given) {
  const { size, tokens, promptLength, backends, peers } = readOptions(given);
  const seats = await withBundle(false, async (folder) => {
    const all = [];
    for (const backend of backends) {
      for (const columns of columnCounts) {
        const wanted = peers.map((peer) => ({
          name: `${peer}, columns: ${columns}`,
          task: { kind: 'decoding', peer, size, columns, promptLength },
        }));
        const opened = await withPage(folder, async (ask) => {
          const here = await openSeats(ask, wanted, backend);
          await takeTurns(ask, here, warmup + tokens);
          return here;
        });
        all.push(...opened);
      }
    }
    return all;
  });
  const whole = seats.filter(({ failure }) => !failure);
  const isMet = whole.length === seats.length && areTextsAlike(whole);
  return {
    rows: withRatios(seats.map(rowOf)),
    isMet,
    more: { size, promptLength, tokens },
  };
}
