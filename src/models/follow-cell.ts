/**
 * @file How one number of a box came about, from the very numbers that the model had: what was added up,
 * and what was done with the sum. The result must be the number itself, but for rounding.
 */
import { meanOf } from '../base/mean';
import { normEpsilon } from '../tensor/constants';
import { gainOf } from '../tensor/program/operations/norm';
import { activated } from './activated';
import { vectorOf, type BoxValue, type BoxValues } from './box-values';
import { headDimOf, headRowsOf, type HeadNorm } from './block';
import type { ModelConfig, NormKind } from './config';

/** What is added up: a product, or a number by itself (its `weight` is null). */
export interface Term {
  value: number;
  weight: number | null;
  adds: number;
}

/** What is known on the way, by the sign of `language/…/diagram.ts`. */
export type StepName =
  | 'bias'
  | 'root'
  | 'cap'
  | 'distance'
  | 'sink'
  | 'exponential'
  | 'mean'
  | 'variance'
  | 'meanSquare'
  | 'input'
  | 'normalised'
  | 'gain'
  | 'gate'
  | 'passed';

export interface CellStory {
  /** Along the axis that is summed over; empty where there is none. */
  terms: Term[];
  steps: { name: StepName; value: number }[];
  result: number;
}

/**
 * @param cell index into the value's data
 * @returns null where a number is only taken over from elsewhere
 */
export function followCell(
  config: ModelConfig,
  { box, value, inputs, parameters }: BoxValues,
  cell: number,
): CellStory | null {
  const columns = value.shape[value.shape.length - 1];
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  const [given, other, third] = inputs;
  const parameter = (part: string, at: number) => parameters[`${box.name}.${part}`].data[at];
  switch (box.kind) {
    case 'router':
    case 'routerNoise': {
      const { terms, sum } = products(rowOf(given, row), (index) =>
        parameter('weight', index * columns + column),
      );
      return { terms, steps: [], result: sum };
    }
    case 'linear':
    case 'nextSentence':
    case 'pooler': {
      const { terms, sum } = products(
        rowOf(given, row),
        (index) => parameters[`${box.name}.weight`].data[index * columns + column],
      );
      const bias = parameter('bias', column);
      const result = box.kind === 'pooler' ? Math.tanh(sum + bias) : sum + bias;
      return { terms, steps: [step('bias', bias)], result };
    }
    case 'head': {
      const [table] = Object.values(parameters);
      const x = rowOf(given, row);
      const { terms, sum } = products(x, (index) => table.data[column * x.length + index]);
      return { terms, steps: [], result: sum };
    }
    case 'norm':
      return normStory(config.norm, rowOf(given, row), column, (part) => parameter(part, column));
    case 'headNorm': {
      const [gains] = Object.values(parameters);
      const headDim = headDimOf(config);
      const [vector, within] = [Math.floor(column / headDim), column % headDim];
      const number = gainOf({ heads: headRowsOf(config, normOf(box.name)) }, vector);
      if (number === null) return null;
      const x = rowOf(given, row).subarray(vector * headDim, (vector + 1) * headDim);
      return normStory('rms', x, within, () => gains.data[number * headDim + within]);
    }
    case 'scores': {
      const [, time] = value.shape;
      const head = Math.floor(row / time);
      const place = row % time;
      const keyHead = Math.floor((head * other.shape[0]) / value.shape[0]);
      const vector = third && vectorOf(config, third, column - place);
      const key = rowOf(other, keyHead * other.shape[1] + column);
      const { terms, sum } = products(
        rowOf(given, row),
        (index) => key[index] + (vector?.[index] ?? 0),
      );
      const root = Math.sqrt(key.length);
      const { scoreCap } = config;
      const capped = scoreCap > 0 ? scoreCap * Math.tanh(sum / root / scoreCap) : sum / root;
      const bias =
        third === undefined || vector
          ? null
          : third.data[(column - place + time - 1) * config.heads + head];
      return {
        terms,
        steps: [
          step('root', root),
          ...(scoreCap > 0 ? [step('cap', capped)] : []),
          ...(bias === null ? [] : [step('distance', bias)]),
        ],
        result: capped + (bias ?? 0),
      };
    }
    case 'softmax': {
      const scores = rowOf(given, row);
      const [, time] = value.shape;
      const sink = other === undefined ? -Infinity : other.data[Math.floor(row / time)];
      const highest = Math.max(...scores, sink);
      const terms = Array.from(scores, (score) => ({
        ...{ value: score, weight: null, adds: Math.exp(score - highest) },
      }));
      const own = terms[column].adds;
      const ofSink = Math.exp(sink - highest);
      const steps = [
        ...(other === undefined ? [] : [step('sink', ofSink)]),
        step('exponential', own),
      ];
      return { terms, steps, result: own / (total(terms) + ofSink) };
    }
    case 'mix': {
      const [heads, time] = given.shape;
      const [valueHeads, keyTime, headDim] = other.shape;
      const head = Math.floor(column / headDim);
      const from = Math.floor((head * valueHeads) / heads) * keyTime;
      const within = column % headDim;
      const { terms, sum } = products(rowOf(given, head * time + row), (index) => {
        const added = third && vectorOf(config, third, index - row);
        return other.data[(from + index) * headDim + within] + (added?.[within] ?? 0);
      });
      return { terms, steps: [], result: sum };
    }
    case 'sum': {
      const isResidual = box.name.endsWith('.sum') && !box.name.includes('embedding');
      const terms = inputs.map(({ data }, index) => {
        const weight = isResidual && index === 1 ? config.residualScale : 1;
        return { value: data[cell], weight, adds: data[cell] * weight };
      });
      return { terms, steps: [], result: total(terms) };
    }
    case 'activation':
    case 'gate': {
      const input = rowOf(given, row)[column];
      return {
        terms: [],
        steps: [step('input', input)],
        result: activated(input, config.activation),
      };
    }
    case 'gated': {
      const gate = given.data[cell];
      const passed = rowOf(other, row)[columns + column];
      return {
        terms: [],
        steps: [step('gate', gate), step('passed', passed)],
        result: gate * passed,
      };
    }
    case 'cap': {
      const input = given.data[cell];
      const result = config.logitCap * Math.tanh(input / config.logitCap);
      return { terms: [], steps: [step('input', input)], result };
    }
    case 'mask':
      return { terms: [], steps: [step('input', given.data[cell])], result: value.data[cell] };
    default:
      return null;
  }
}

function normStory(
  norm: NormKind,
  x: Float32Array,
  column: number,
  parameter: (part: string) => number,
): CellStory {
  const mean = norm === 'layer' ? meanOf(x) : 0;
  const terms = Array.from(x, (number) => {
    const centred = number - mean;
    return { value: centred, weight: centred, adds: centred ** 2 };
  });
  const variance = total(terms) / x.length;
  const normalised = terms[column].value / Math.sqrt(variance + normEpsilon);
  const gain = parameter('gain');
  const end = [step('input', x[column]), step('normalised', normalised), step('gain', gain)];
  if (norm === 'rms') {
    return { terms, steps: [step('meanSquare', variance), ...end], result: normalised * gain };
  }
  const bias = parameter('bias');
  return {
    terms,
    steps: [step('mean', mean), step('variance', variance), ...end, step('bias', bias)],
    result: normalised * gain + bias,
  };
}

function normOf(box: string): HeadNorm {
  if (box.endsWith('.queryNorm')) return 'queryNorm';
  return box.endsWith('.keyNorm') ? 'keyNorm' : 'queryKeyNorm';
}

const step = (name: StepName, value: number) => ({ name, value });

const total = (terms: readonly Term[]) => terms.reduce((sum, { adds }) => sum + adds, 0);

function products(row: Float32Array, weightAt: (index: number) => number) {
  const terms = Array.from(row, (value, index) => {
    const weight = weightAt(index);
    return { value, weight, adds: value * weight };
  });
  return { terms, sum: total(terms) };
}

/** Along the last axis. */
function rowOf({ shape, data }: BoxValue, row: number): Float32Array {
  const columns = shape[shape.length - 1];
  return data.subarray(row * columns, (row + 1) * columns);
}
