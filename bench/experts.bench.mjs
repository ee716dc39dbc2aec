/**
 * @file What a step of training costs in models that are not one plain stack, against one that is: experts
 * (top-1) against the dense model that has as many parameters for a token; an encoder, and an encoder-decoder,
 * against a decoder of about as many parameters that reads as many tokens. They take turns step by step.
 * Fails where one takes longer than it may. See `README.md`.
 */
import { say, UsageError } from '../scripts/project.mjs';
import { withBundle } from './engines/build.mjs';
import { withPage } from './engines/seats.mjs';
import { openSeats, takeTurns } from './engines/turns.mjs';
import { median } from './figures.mjs';
import { readBackends, readModelSize, requireWhole } from './model-size.mjs';

/** Steps before the count: kernels are built and memory is found in them. */
const warmup = 2;
/** Times of the dense decoder's step, at most. */
const limits = { experts: 1.5, architectures: 1.3 };

export const options = {
  layers: 7,
  width: 96,
  heads: 4,
  context: 64,
  batch: 8,
  vocab: 256,
  experts: 8,
  steps: 10,
  backend: 'both',
};

export const needs = () => ({ browser: true, build: false });

/** The models that are compared, each with its limit; the first is what they are compared with. */
function seatsOf({ experts: count, layers, batch, ...numbers }) {
  const size = { ...readModelSize({ layers, ...numbers }), batchSize: batch };
  const experts = {
    ...{
      count,
      perToken: 1,
      capacityFactor: 1.25,
      balance: 0.01,
      zLoss: 0.001,
      shared: false,
      noise: 0,
    },
  };
  // Of a width d, a layer of an encoder has 12d² parameters, one of a decoder that looks at it 16d².
  const ofEach = Math.max(1, Math.round((layers * 3) / 7));
  const half = Math.floor(size.contextLength / 2);
  const models = [
    { name: 'decoder', limit: 1, size },
    { name: 'experts', limit: limits.experts, size: { ...size, change: { experts } } },
    {
      name: 'experts, capacity 1',
      limit: limits.experts,
      size: { ...size, change: { experts: { ...experts, capacityFactor: 1 } } },
    },
    {
      name: 'encoder',
      limit: limits.architectures,
      size: { ...size, change: { architecture: 'encoder-only' } },
    },
    {
      name: 'encoder-decoder',
      limit: limits.architectures,
      size: {
        ...{ ...size, layers: ofEach, contextLength: half },
        change: { architecture: 'encoder-decoder' },
      },
    },
  ];
  const switches = { accumulation: 1, checkpointing: false, mixed: false };
  return models.map(({ name, limit, size: own }) => ({
    ...{ name, limit },
    task: { kind: 'training', peer: 'lab', size: own, switches },
  }));
}

function rowOf({ name, backend, failure, reports, measurement }, seats, first) {
  const { limit } = seats.find((seat) => seat.name === name);
  if (failure) return { backend, model: name, 'ms per step': 'failed', limit };
  const times = (seat) => seat.reports.slice(warmup).map(({ milliseconds }) => milliseconds);
  const least = (seat) => Math.min(...times(seat));
  return {
    backend,
    model: name,
    'ms per step': Number(median(times({ reports })).toFixed(1)),
    min: Number(least({ reports }).toFixed(1)),
    ...(backend === 'webgpu' && { dispatches: reports.at(-1).dispatches }),
    MFLOP: measurement ? Math.round(flopsOf(measurement) / 1e6) : '',
    // Other load on the machine only adds to a step.
    'of decoder': Number((least({ reports }) / least(first)).toFixed(2)),
    limit,
  };
}

const flopsOf = ({ operations }) => operations.reduce((sum, { flops }) => sum + flops, 0);

/** The costliest kinds of operation of a step, to see where its time goes. */
function costliest({ operations }) {
  const kinds = new Map();
  for (const { kind, milliseconds } of operations)
    kinds.set(kind, (kinds.get(kind) ?? 0) + milliseconds);
  return [...kinds]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 8)
    .map(([kind, milliseconds]) => `${kind} ${milliseconds.toFixed(1)}`)
    .join(', ');
}

export default async function experts({ backend, ...numbers }) {
  const { steps } = requireWhole(numbers);
  if (numbers.context % 2 !== 0) throw new UsageError('--context: not even');
  const wanted = seatsOf(numbers);
  const rows = await withBundle(false, async (folder) => {
    const all = [];
    for (const name of readBackends(backend)) {
      const seats = await withPage(folder, async (ask) => {
        const opened = await openSeats(ask, wanted, name);
        await takeTurns(ask, opened, warmup + steps);
        for (const seat of opened) {
          if (seat.failure) continue;
          const reply = await ask(seat.name, { kind: 'measure' });
          if (reply.kind === 'measured') seat.measurement = reply.measurement;
          if (seat.measurement) say(`${seat.name}, ms: ${costliest(seat.measurement)}`);
        }
        return opened;
      });
      all.push(...seats.map((seat) => rowOf(seat, wanted, seats[0])));
    }
    return all;
  });
  return { rows, isMet: rows.every((row) => row['of decoder'] <= row.limit) };
}
