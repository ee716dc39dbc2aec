/**
 * @file jax-js: one `jit` around the whole step (loss, gradients, clipping, AdamW), with its own layers
 * where it has them. Arrays are owned: a use consumes one, `.ref` keeps it for another use.
 */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import type { ModelConfig } from '../../../src/models/config';
import type { TrainingConfig } from '../../../src/training/config';
import type { BackendName, Peer } from '../protocol';
import type { Trial } from '../trial';

type Parameters = Record<string, np.Array>;

/** Parameters and AdamW's two running means. */
type State = { parameters: Parameters; firstMoments: Parameters; secondMoments: Parameters };

export async function openJax(backend: BackendName, trial: Trial): Promise<Peer> {
  const available = await init(backend);
  if (!available.includes(backend)) throw new Error(`jax-js found no ${backend}`);
  defaultDevice(backend);
  const { model, training } = trial;
  const rows = [training.batchSize, model.contextLength];
  const [beta1, beta2] = training.betas;
  const step = jit(stepOf(model, training));
  let state = firstState(trial);
  let done = 0;
  return {
    async step() {
      const { inputs, targets } = trial.batch(done++);
      const [loss, next] = step(
        state,
        np.array(inputs, { shape: rows, dtype: np.int32 }),
        np.array(targets, { shape: rows, dtype: np.int32 }),
        np.array([1 - beta1 ** done, 1 - beta2 ** done]),
      );
      state = next;
      // On WASM kernels run in workers one after another, and the update comes after the loss. On
      // WebGPU all are in the queue before the loss is read, so nothing more has to be awaited.
      if (backend === 'wasm') await blockUntilReady(state);
      const data: unknown = await loss.data();
      if (!(data instanceof Float32Array)) throw new Error('the loss is not in float32');
      return { values: [data[0]] };
    },
    facts: backend === 'wasm' ? `${navigator.hardwareConcurrency} threads` : '',
  };
}

function firstState(trial: Trial): State {
  const first = Object.entries(trial.parameters());
  const make = (valuesOf: (data: Float32Array) => Float32Array): Parameters =>
    Object.fromEntries(
      first.map(([name, { data, shape }]) => [name, np.array(valuesOf(data), { shape })]),
    );
  const zeros = (data: Float32Array) => new Float32Array(data.length);
  return {
    parameters: make((data) => data),
    firstMoments: make(zeros),
    secondMoments: make(zeros),
  };
}

/** The whole step as a function over arrays; it consumes them all. */
function stepOf(model: ModelConfig, training: TrainingConfig) {
  const { betas, epsilon, learningRate, weightDecay, gradientClip } = training;
  const [beta1, beta2] = betas;
  return (state: State, inputs: np.Array, targets: np.Array, corrections: np.Array) => {
    const lossAndGradients = valueAndGrad((given: Parameters) =>
      lossOf(model, given, inputs, targets),
    );
    const [loss, gradients] = lossAndGradients(tree.ref(state.parameters));
    const [correction1, correction2] = np.split(corrections, 2);
    const squares = Object.values(gradients).map((gradient) => np.square(gradient.ref).sum());
    const norm = np.sqrt(squares.reduce((sum, square) => sum.add(square)));
    const scale = np.minimum(1, np.divide(gradientClip, norm.add(1e-6)));
    const next: State = { parameters: {}, firstMoments: {}, secondMoments: {} };
    for (const [name, parameter] of Object.entries(state.parameters)) {
      const gradient = gradients[name].mul(scale.ref);
      const first = state.firstMoments[name].mul(beta1).add(gradient.ref.mul(1 - beta1));
      const second = state.secondMoments[name].mul(beta2).add(np.square(gradient).mul(1 - beta2));
      const deviation = np.sqrt(second.ref.div(correction2.ref)).add(epsilon);
      const direction = first.ref.div(correction1.ref).div(deviation);
      const kept = parameter.ndim > 1 ? 1 - learningRate * weightDecay : 1;
      next.parameters[name] = parameter.mul(kept).sub(direction.mul(learningRate));
      next.firstMoments[name] = first;
      next.secondMoments[name] = second;
    }
    tree.dispose([scale, correction1, correction2]);
    return [loss, next] satisfies [np.Array, State];
  };
}

function lossOf(
  model: ModelConfig,
  parameters: Parameters,
  inputs: np.Array,
  targets: np.Array,
): np.Array {
  const { vocabularySize, layers } = model;
  let x = np.take(parameters['embedding.token.weight'], inputs, 0);
  x = x.add(parameters['embedding.position.weight']);
  for (let layer = 0; layer < layers; layer++) {
    const name = `layers.${layer}`;
    x = x.ref.add(attention(model, parameters, `${name}.attention`, x));
    x = x.ref.add(feedForward(parameters, `${name}.feedForward`, x));
  }
  const hidden = layerNorm(parameters, 'final.norm', x);
  const logits = np.matmul(hidden, parameters['head.weight'].transpose());
  const picked = nn.logSoftmax(logits).mul(nn.oneHot(targets, vocabularySize)).sum(-1);
  return picked.mean().neg();
}

function attention(
  { heads, width }: ModelConfig,
  parameters: Parameters,
  name: string,
  x: np.Array,
): np.Array {
  const [batch, time] = x.shape;
  const normalised = layerNorm(parameters, `${name}.norm`, x);
  const projected = linear(parameters, `${name}.queryKeyValue`, normalised);
  const [queries, keys, values] = np
    .split(projected, 3, -1)
    .map((part) => part.reshape([batch, time, heads, width / heads]));
  const mixed = nn.dotProductAttention(queries, keys, values, { isCausal: true });
  return linear(parameters, `${name}.output`, mixed.reshape([batch, time, width]));
}

function feedForward(parameters: Parameters, name: string, x: np.Array): np.Array {
  const normalised = layerNorm(parameters, `${name}.norm`, x);
  return linear(parameters, `${name}.down`, nn.gelu(linear(parameters, `${name}.up`, normalised)));
}

function linear(parameters: Parameters, name: string, x: np.Array): np.Array {
  return np.matmul(x, parameters[`${name}.weight`]).add(parameters[`${name}.bias`]);
}

function layerNorm(parameters: Parameters, name: string, x: np.Array): np.Array {
  return nn.standardize(x).mul(parameters[`${name}.gain`]).add(parameters[`${name}.bias`]);
}
