/**
 * @file What fusion makes of a model's code, and that the numbers stay the same.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import type { Blueprint } from '../machine';
import { crossEntropy } from '../ops/cross-entropy';
import { activate } from '../ops/activation';
import { linear } from '../ops/linear';
import { layerNorm } from '../ops/norm';
import { asMatrix, asScalar, asVector } from '../shapes';
import type { Program } from './program';
import { runReference } from './reference';
import { traceProgram } from './trace';

const rows = 5;
const width = 6;

function blueprintOf(
  body: (x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D) => Record<string, tf.Tensor>,
): Blueprint {
  return {
    name: 'test',
    stores: {},
    feeds: {
      x: { shape: [rows, width], type: 'float32' },
      weight: { shape: [width, width], type: 'float32' },
      bias: { shape: [width], type: 'float32' },
    },
    body: ({ x, weight, bias }) => ({
      outputs: body(asMatrix(x, rows, width), asMatrix(weight, width, width), asVector(bias)),
    }),
  };
}

function kinds({ nodes }: Program): string[] {
  return nodes.map(({ operation, inputs, outputs }) =>
    [operation.kind, ...Object.keys(inputs), '→', ...Object.keys(outputs)].join(' '),
  );
}

describe('fusion', () => {
  it('puts activation and residual into the product', () => {
    const program = traceProgram(
      blueprintOf((x, weight, bias) => ({
        y: tf.add(x, linear(activate(linear(x, weight, bias), 'gelu'), weight, bias)),
      })),
    );
    expect(kinds(program)).toEqual(['matmul a b bias → y', 'matmul a b bias residual → y']);
    expect(program.nodes[0].operation).toMatchObject({ activation: 'gelu' });
  });

  it('keeps the argument of an activation that the backward pass reads', () => {
    const program = traceProgram(
      blueprintOf((x, weight, bias) => {
        const loss = (given: tf.Tensor) => {
          const y = activate(linear(asMatrix(given, rows, width), weight, bias), 'gelu');
          return tf.reshape<tf.Rank.R0>(linear(asMatrix(y, 1, rows * width), ones(), zero()), []);
        };
        const { value, grad } = tf.valueAndGrad(loss)(x);
        return { value, gradient: grad };
      }),
    );
    expect(kinds(program)).toEqual([
      'matmul a b bias → y before',
      'matmul a b bias → y',
      'matmul a b argument → y',
      'matmul a b → y',
    ]);
  });

  it('leaves a result alone that something else reads too', () => {
    const program = traceProgram(
      blueprintOf((x, weight, bias) => {
        const y = linear(x, weight, bias);
        return { y, sum: tf.add(x, y) };
      }),
    );
    expect(kinds(program)).toEqual(['matmul a b bias → y', 'add a b → y']);
  });

  it('multiplies the gradient of the loss where it is made', () => {
    const program = traceProgram({
      name: 'test',
      stores: { factor: [1] },
      feeds: {
        logits: { shape: [2, 3], type: 'float32' },
        labels: { shape: [2], type: 'int32' },
      },
      body: ({ logits, labels, factor }) => {
        const loss = (given: tf.Tensor2D) => crossEntropy(given, asVector(labels));
        const { value, grad } = tf.valueAndGrad(loss)(asMatrix(logits, 2, 3), asScalar(factor));
        return { outputs: { value, gradient: grad } };
      },
    });
    expect(kinds(program)).toEqual(['crossEntropy logits labels factor → loss rowLosses gradient']);
  });

  it('does not change the numbers', () => {
    const body = (x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D) => {
      const inner = activate(linear(layerNorm(x, bias, bias), weight, bias), 'gelu');
      return { y: tf.add(x, linear(inner, weight, bias)) };
    };
    const fused = traceProgram(blueprintOf(body));
    // Every step of the way is an output, so nothing can be fused.
    const plain = traceProgram(
      blueprintOf((x, weight, bias) => {
        const normed = layerNorm(x, bias, bias);
        const before = linear(normed, weight, bias);
        const after = activate(before, 'gelu');
        const last = linear(after, weight, bias);
        return { before, after, last, y: tf.add(x, last) };
      }),
    );
    expect(fused.nodes.length).toBeLessThan(plain.nodes.length);
    const random = new Random(1, 'fuse');
    const numbers = (length: number) => Float32Array.from({ length }, () => random.normal());
    const feeds = {
      x: numbers(rows * width),
      weight: numbers(width * width),
      bias: numbers(width),
    };
    const run = (program: Program) => runReference(program, { stores: {}, feeds }).y;
    expect([...run(fused)]).toEqual([...run(plain)]);
  });
});

const ones = () => asMatrix(tf.ones([rows * width, 1]), rows * width, 1);
const zero = () => asVector(tf.zeros([1]));
