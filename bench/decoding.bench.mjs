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
/** By their parameters; `own` is what the other options say. */
const sizes = {
  '0.4M': { layers: 3, width: 96, heads: 4, vocab: 256 },
  '3M': { layers: 6, width: 192, heads: 6, vocab: 1024 },
  '30M': { layers: 8, width: 512, heads: 8, vocab: 4096 },
};
const ownSize = 'own';

export const options = {
  sizes: Object.keys(sizes).join(),
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

function readOptions({ sizes: wanted, backend, peers, ...numbers }) {
  const chosen = peers.split(',');
  const unknown = chosen.find((name) => !peerNames.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`--peers: "${unknown}" is not one of ${peerNames.join(', ')}`);
  const { tokens, context } = requireWhole(numbers);
  // Half of the context, so that the cost of a token is that of one in the middle.
  const promptLength = Math.floor(context / 2);
  if (promptLength < 1 || promptLength + warmup + tokens > context)
    throw new UsageError(`--tokens: ${warmup + tokens} do not fit in half of --context`);
  const sizeNames = wanted.split(',');
  const noSize = sizeNames.find((name) => name !== ownSize && !Object.hasOwn(sizes, name));
  if (noSize !== undefined)
    throw new UsageError(`--sizes: "${noSize}" is not one of ${Object.keys(sizes)}, ${ownSize}`);
  return {
    sizes: sizeNames.map((name) => ({
      name,
      // Nothing is trained.
      size: { ...readModelSize({ ...numbers, ...sizes[name] }), batchSize: 1 },
    })),
    tokens,
    promptLength,
    backends: readBackends(backend),
    peers: peerNames.filter((name) => chosen.includes(name)),
  };
}

function rowOf({ task, backend, failure, reports, sizeName }) {
  const { peer, columns } = task;
  const what = { size: sizeName, backend, columns, peer };
  if (failure) return { ...what, 'ms per token': 'failed' };
  const counted = reports.slice(warmup);
  const perToken = (key) => median(counted.map((report) => report[key])) / columns;
  const milliseconds = perToken('milliseconds');
  return {
    ...what,
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
    steps: counted.map((report) => report.milliseconds),
  };
}

/**
 * Time against the one that is compared with, on the same backend with as many columns; and that of a step of
 * all columns against the step of one in the same round: the median of these.
 */
function withRatios(rows) {
  return rows.map(({ milliseconds, steps, ...row }) => {
    const base = greedyPeers.includes(row.peer) ? 'cached' : 'drawn';
    const rowWith = (peer, columns) =>
      rows.find(
        (other) =>
          other.peer === peer &&
          other.columns === columns &&
          other.backend === row.backend &&
          other.size === row.size,
      );
    const ratio = milliseconds / rowWith(base, row.columns)?.milliseconds;
    const single = rowWith(row.peer, 1)?.steps;
    const ofOne = median(steps?.map((time, round) => time / single?.[round]) ?? []);
    return {
      ...row,
      ...(Number.isFinite(ratio) && { [`of ${base}`]: ratio.toFixed(2) }),
      ...(Number.isFinite(ofOne) && row.columns > 1 && { 'of one column': ofOne.toFixed(2) }),
    };
  });
}

/** Whether all that choose alike wrote the same texts. @param seats of one size */
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
  const { sizes: wantedSizes, tokens, promptLength, backends, peers } = readOptions(given);
  const seats = await withBundle(false, async (folder) => {
    const all = [];
    for (const { name, size } of wantedSizes) {
      for (const backend of backends) {
        const wanted = peers.flatMap((peer) =>
          columnCounts.map((columns) => ({
            name: `${peer}, ${name}, columns: ${columns}`,
            task: { kind: 'decoding', peer, size, columns, promptLength },
          })),
        );
        const opened = await withPage(folder, async (ask) => {
          const here = await openSeats(ask, wanted, backend);
          await takeTurns(ask, here, warmup + tokens);
          return here;
        });
        all.push(...opened.map((seat) => ({ ...seat, sizeName: name })));
      }
    }
    return all;
  });
  const whole = seats.filter(({ failure }) => !failure);
  const isAlike = ({ name }) => areTextsAlike(whole.filter(({ sizeName }) => sizeName === name));
  const isMet = whole.length === seats.length && wantedSizes.every(isAlike);
  return {
    rows: withRatios(seats.map(rowOf)),
    isMet,
    more: { sizes: wantedSizes, promptLength, tokens },
  };
}
