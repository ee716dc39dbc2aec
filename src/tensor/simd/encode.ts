/**
 * @file From an operation to a command: the order of the arguments is that in the kernels' comments.
 */
import { clipEpsilon, muonScale, newtonSchulz, normEpsilon } from '../constants';
import { dropoutThreshold } from '../dropout-mask';
import { rowStepOf } from '../program/matrix-runs';
import type { OperationOf } from '../program/operation';
import { keysOf, pairsOf, type AttentionShape } from '../program/operations/attention';
import type { CacheShape } from '../program/operations/cache';
import type { ActivationKind } from '../program/operations/elementwise';
import type { NormShape } from '../program/operations/norm';
import type { ElementwiseUpdate, MatrixRun } from '../program/operations/optimizers';
import type { ProgramNode } from '../program/program';
import { real, type Argument, type Command } from './command-list';
import { ActivationCode, Opcode } from './opcode';

/** Addresses of a node's operands by name; 0 where one is absent. */
export interface Operands {
  input: (name: string) => number;
  output: (name: string) => number;
}

export function encode({ operation }: ProgramNode, { input, output }: Operands): Command {
  const command = (opcode: Opcode, ...args: Argument[]): Command => ({ opcode, arguments: args });
  switch (operation.kind) {
    case 'embedding': {
      const { rows, width, vocabulary, time } = operation;
      const operands = [input('table'), input('ids'), input('positions'), input('places')];
      return command(Opcode.Embedding, ...operands, output('y'), rows, width, vocabulary, time);
    }
    case 'embeddingGradient': {
      const { rows, width, vocabulary } = operation;
      const operands = [input('gradient'), input('ids'), output('table')];
      return command(Opcode.EmbeddingGradient, ...operands, rows, width, vocabulary);
    }
    case 'positionGradient': {
      const { rows, width, time, positions } = operation;
      const operands = [input('gradient'), output('positions')];
      return command(Opcode.PositionGradient, ...operands, rows, width, time, positions);
    }
    case 'norm': {
      const { rows, width, norm } = operation;
      const inputs = [input('x'), input('gain'), input('bias')];
      const outputs = [output('y'), output('statistics')];
      const rest = [rows, width, norm === 'layer', real(normEpsilon)];
      return command(Opcode.Norm, ...inputs, ...outputs, ...rest, ...headRows(operation));
    }
    case 'normGradient': {
      const { rows, width, norm } = operation;
      const inputs = ['gradient', 'x', 'gain', 'statistics', 'addend'].map(input);
      const rest = [rows, width, norm === 'layer', ...headRows(operation)];
      return command(Opcode.NormGradient, ...inputs, output('x'), ...rest);
    }
    case 'normParameterGradient': {
      const { rows, width } = operation;
      const inputs = [input('gradient'), input('x'), input('statistics')];
      const outputs = [output('gain'), output('bias')];
      const rest = [rows, width, ...headRows(operation)];
      return command(Opcode.NormParameterGradient, ...inputs, ...outputs, ...rest);
    }
    case 'matmul':
      return command(Opcode.Matmul, ...matmulArguments(operation, { input, output }));
    case 'activation': {
      const code = activationCode(operation.activation);
      return command(Opcode.Activation, input('x'), output('y'), code, operation.size);
    }
    case 'activationGradient': {
      const operands = [input('gradient'), input('x'), output('x')];
      const code = activationCode(operation.activation);
      return command(Opcode.ActivationGradient, ...operands, code, operation.size);
    }
    case 'gatedActivation': {
      const { activation, rows, width } = operation;
      const code = activationCode(activation);
      return command(Opcode.GatedActivation, input('x'), output('y'), code, rows, width);
    }
    case 'gatedActivationGradient': {
      const { activation, rows, width } = operation;
      const operands = [input('gradient'), input('x'), output('x')];
      const code = activationCode(activation);
      return command(Opcode.GatedActivationGradient, ...operands, code, rows, width);
    }
    case 'attention': {
      const operands = [...sources(operation, input), output('y'), output('logSumExp')];
      const mask = dropoutArguments(operation, input('dropoutKey'));
      const heads = headArguments(operation, input);
      const added = [input('sinks'), input('distanceValues')];
      return command(Opcode.Attention, ...operands, ...mask, ...added, ...heads);
    }
    case 'attentionGradient': {
      const [queries, keys] = sources(operation, input);
      const [ofQueries, ofKeys] = sources(operation, output);
      const operands = [input('gradient'), input('y'), queries, input('logSumExp'), ofQueries];
      const rest = dropoutArguments(operation, input('dropoutKey'));
      rest.push(output('distanceBias'), keys, ofKeys, output('relative'));
      rest.push(input('distanceSlopes'), output('distanceShares'));
      rest.push(...headArguments(operation, input));
      return command(Opcode.AttentionGradient, ...operands, output('rowSums'), ...rest);
    }
    case 'sinkGradient': {
      const { batch, time, heads } = operation;
      const operands = [...['sinks', 'logSumExp', 'rowSums'].map(input), output('sinks')];
      return command(Opcode.SinkGradient, ...operands, batch, time, heads);
    }
    case 'attentionProbabilities': {
      const operands = [...sources(operation, input), output('probabilities'), input('sinks')];
      const heads = headArguments(operation, input);
      return command(Opcode.AttentionProbabilities, ...operands, ...heads);
    }
    case 'attentionOfPairs': {
      const { batch, time, keyTime, heads, keyValueHeads, headDim, rowWidth, hasSink } = operation;
      const operands = [...['keyValue', 'probabilities', 'seen'].map(input), output('y')];
      const sizes = [batch, time, keyTime, heads, keyValueHeads, headDim, rowWidth, hasSink];
      const added = relativeArguments(operation, input('distanceValues'));
      return command(Opcode.AttentionOfPairs, ...operands, ...sizes, ...added);
    }
    case 'cacheWrite': {
      const inputs = ['queryKeyValue', 'cache', 'cacheRows', 'places'].map(input);
      const sizes = [operation.rows, operation.capacity];
      const heads = cacheArguments(operation, input);
      return command(Opcode.CacheWrite, ...inputs, ...sizes, ...heads);
    }
    case 'cachedAttention': {
      const inputs = ['queryKeyValue', 'cache', 'table', 'places'].map(input);
      const heads = cacheArguments(operation, input);
      const added = [input('sinks'), input('distanceValues')];
      const sizes = [operation.rows, operation.capacity, ...added];
      return command(Opcode.CachedAttention, ...inputs, output('y'), ...sizes, ...heads);
    }
    case 'crossEntropy': {
      const inputs = [input('logits'), input('labels'), input('factor')];
      const outputs = [output('loss'), output('rowLosses'), output('gradient')];
      const sizes = [operation.rows, operation.vocabulary];
      return command(Opcode.CrossEntropy, ...inputs, ...outputs, ...sizes);
    }
    case 'routing': {
      const { rows, experts, perToken, capacity } = operation;
      const lists = ['probabilities', 'logSumExp', 'chosen', 'gates', 'places', 'slots'].map(
        output,
      );
      const sums = [output('shares'), output('losses')];
      const sizes = [rows, experts, perToken, capacity];
      return command(Opcode.Routing, input('logits'), ...lists, ...sums, ...sizes);
    }
    case 'routingGradient': {
      const { rows, experts, perToken, balance, zLoss } = operation;
      const inputs = [
        'gradient',
        'factor',
        'probabilities',
        'logSumExp',
        'chosen',
        'gates',
        'shares',
      ];
      const factors = [(balance * experts) / rows, (2 * zLoss) / rows].map(real);
      const operands = [...inputs.map(input), output('logits')];
      return command(Opcode.RoutingGradient, ...operands, rows, experts, perToken, ...factors);
    }
    case 'expertUsage': {
      const { rows, experts, perToken } = operation;
      const inputs = ['clean', 'noisy', 'deviation', 'chosen', 'gates'].map(input);
      const outputs = ['probabilities', 'usage', 'slopes', 'losses'].map(output);
      return command(Opcode.ExpertUsage, ...inputs, ...outputs, rows, experts, perToken);
    }
    case 'expertUsageGradient': {
      const { rows, experts, perToken, importance, load } = operation;
      const names = ['gradient', 'factor', 'clean', 'noisy', 'deviation', 'chosen', 'slopes'];
      const outputs = ['gates', 'clean', 'noisy', 'deviation'].map(output);
      const sizes = [rows, experts, perToken, real(importance), real(load)];
      return command(Opcode.ExpertUsageGradient, ...names.map(input), ...outputs, ...sizes);
    }
    case 'dispatchRows': {
      const { experts, capacity, perToken, width } = operation;
      const operands = [input('x'), input('slots'), input('gates'), output('y')];
      return command(Opcode.DispatchRows, ...operands, experts * capacity, perToken, width);
    }
    case 'combineRows': {
      const { rows, perToken, width } = operation;
      const operands = [input('x'), input('places'), input('gates'), output('y')];
      return command(Opcode.CombineRows, ...operands, rows, perToken, width);
    }
    case 'gateGradient': {
      const { rows, perToken, width } = operation;
      const operands = [input('gradient'), input('x'), input('places'), output('gates')];
      return command(Opcode.GateGradient, ...operands, rows * perToken, perToken, width);
    }
    case 'sample': {
      const operands = [input('logits'), input('settings'), output('ids')];
      return command(Opcode.Sample, ...operands, operation.rows, operation.vocabulary);
    }
    case 'softCap': {
      const { cap, size } = operation;
      return command(Opcode.SoftCap, input('x'), output('y'), real(cap), size);
    }
    case 'softCapGradient': {
      const { cap, size } = operation;
      const operands = [input('gradient'), input('y'), output('x')];
      return command(Opcode.SoftCapGradient, ...operands, real(cap), size);
    }
    case 'add':
      return command(Opcode.Add, input('a'), input('b'), output('y'), operation.size);
    case 'scale':
      return command(Opcode.Scale, input('x'), input('factor'), output('y'), operation.size);
    case 'multiply':
      return command(Opcode.Multiply, input('a'), input('b'), output('y'), operation.size);
    case 'dropout': {
      const { rate, site, size } = operation;
      const operands = [input('x'), input('dropoutKey'), output('y')];
      const mask = [site, dropoutThreshold(rate), real(1 / (1 - rate))];
      return command(Opcode.Dropout, ...operands, ...mask, size);
    }
    case 'copy':
      return command(Opcode.Copy, input('x'), output('y'), operation.size);
    case 'sumOfSquares': {
      const { size, parts } = operation;
      return command(Opcode.SumOfSquares, input('x'), output('partials'), size, parts);
    }
    case 'lossScaling': {
      const { parts, interval, least, most } = operation;
      const operands = [input('partials'), input('state'), output('unscale')];
      return command(Opcode.LossScaling, ...operands, parts, interval, real(least), real(most));
    }
    case 'adamw':
      return command(Opcode.AdamW, ...adamwArguments(operation, { input, output }));
    case 'sgd': {
      const shared = updateArguments(operation, input('learningRate'), { input, output });
      return command(Opcode.Sgd, ...shared, input('buffer'), real(operation.momentum));
    }
    case 'lion': {
      const shared = updateArguments(operation, input('learningRate'), { input, output });
      const rates = operation.betas.flatMap((beta) => [beta, 1 - beta]).map(real);
      return command(Opcode.Lion, ...shared, input('buffer'), ...rates);
    }
    case 'muonDirection': {
      const { parts, runs, momentum, gradientClip } = operation;
      const operands = [...['buffer', 'gradient', 'partials'].map(input), output('direction')];
      const reals = [momentum, gradientClip, clipEpsilon, newtonSchulz.epsilon].map(real);
      const rest = [input('unscale'), ...runArguments(runs)];
      return command(Opcode.MuonDirection, ...operands, parts, ...reals, ...rest);
    }
    case 'muonUpdate': {
      const { runs, weightDecay } = operation;
      const operands = ['weights', 'direction', 'learningRate'].map(input);
      const reals = [weightDecay, muonScale].map(real);
      const rest = [input('unscale'), ...runArguments(runs)];
      return command(Opcode.MuonUpdate, ...operands, ...reals, ...rest);
    }
    case 'groupedMatmul': {
      const { groups, transposeB, product, added } = operation;
      const operands = [input('a'), input('b'), input('addend'), output('y')];
      const sizes = groups.flatMap(({ count, m, n, k }) => [count, m, n, k]);
      const factors = [product, added].map(real);
      return command(
        Opcode.GroupedMatmul,
        ...operands,
        transposeB,
        ...factors,
        groups.length,
        ...sizes,
      );
    }
  }
}

/** Rows to the next token, of these the queries, and the queries and keys; how many gains there are. */
function headRows({ rows, heads }: NormShape): Argument[] {
  if (!heads) return [rows, rows, rows, 1];
  const { queries, keys, values } = heads;
  return [queries + keys + values, queries, queries + keys, 2];
}

function activationCode(activation: ActivationKind | null): ActivationCode {
  switch (activation) {
    case null:
      return ActivationCode.None;
    case 'gelu':
      return ActivationCode.Gelu;
    case 'geluErf':
      return ActivationCode.GeluErf;
    case 'silu':
      return ActivationCode.Silu;
    case 'relu':
      return ActivationCode.Relu;
    case 'softplus':
      return ActivationCode.Softplus;
  }
}

function matmulArguments(
  operation: OperationOf<'matmul'>,
  { input, output }: Operands,
): Argument[] {
  const { count = 1, m, n, k, transposeA, transposeB } = operation;
  const { activation, activationGradient } = operation;
  return [
    ...[input('a'), input('b'), output('y'), input('bias'), input('argument')],
    ...[input('residual'), output('before'), output('columnSums'), m, n, k],
    ...[transposeA, transposeB, activationCode(activation), activationCode(activationGradient)],
    count,
  ];
}

/** For both: from which dropoutKey on. */
function dropoutArguments({ site, dropout }: AttentionShape, dropoutKey: number): Argument[] {
  const key = dropout > 0 ? dropoutKey : 0;
  return [key, site, dropoutThreshold(dropout), real(1 / (1 - dropout))];
}

/** Where the queries begin, and the keys with their values: side by side, or in cross attention apart. */
function sources(shape: AttentionShape, operand: (name: string) => number): [number, number] {
  const { keyTime, heads, headDim } = shape;
  if (keyTime !== undefined) return [operand('query'), operand('keyValue')];
  const queries = operand('queryKeyValue');
  return [queries, queries + 4 * heads * headDim];
}

function headArguments(shape: AttentionShape, input: Operands['input']): Argument[] {
  const { batch, time, keyTime, heads, keyValueHeads, headDim, mask } = shape;
  const widths = [heads * headDim, 2 * keyValueHeads * headDim];
  const packed = widths[0] + widths[1];
  return [
    ...[batch, time, heads, keyValueHeads, headDim, mask.causal, mask.window],
    ...[input('rotation'), real(1 / Math.sqrt(headDim)), input('distanceBias'), keysOf(shape)],
    ...(keyTime === undefined ? [packed, packed] : widths),
    ...[input('prefixes'), input('keyLengths'), ...rotaryArguments(shape)],
    ...[real(shape.scoreCap ?? 0), ...relativeArguments(shape, input('relative'))],
  ];
}

/** A cache's rows are causal sequences; where they end, the table says. */
function cacheArguments(shape: CacheShape, input: Operands['input']): Argument[] {
  const { rows, heads, keyValueHeads, headDim, context, window } = shape;
  return [
    ...[rows, context, heads, keyValueHeads, headDim, true, window],
    ...[input('rotation'), real(1 / Math.sqrt(headDim)), input('distanceBias')],
    ...[context, (heads + 2 * keyValueHeads) * headDim, 2 * keyValueHeads * headDim],
    ...[input('prefixes'), 0],
    ...[
      ...rotaryArguments(shape),
      real(shape.scoreCap ?? 0),
      ...relativeArguments(shape, input('relative')),
    ],
  ];
}

/** An operand of clipped distances, and where these are clipped before and after a query. */
function relativeArguments(
  { clipping }: Pick<AttentionShape, 'clipping'>,
  operand: number,
): Argument[] {
  return [operand, clipping?.before ?? 0, clipping?.after ?? 0];
}

function rotaryArguments(shape: AttentionShape | CacheShape): Argument[] {
  const { channels, order } = pairsOf(shape);
  return [channels, order === 'interleaved'];
}

/** For all optimisers that work on each element by itself. */
function updateArguments(
  { size, parts, decayed, weightDecay, gradientClip }: ElementwiseUpdate,
  learningRate: number,
  { input, output }: Operands,
): Argument[] {
  return [
    ...[input('weights'), input('gradient'), input('partials'), learningRate],
    ...[output('gradientNorm'), size, parts, decayed],
    ...[weightDecay, gradientClip, clipEpsilon].map(real),
    input('unscale'),
  ];
}

function adamwArguments(operation: OperationOf<'adamw'>, operands: Operands): Argument[] {
  const [beta1, beta2] = operation.betas;
  return [
    ...updateArguments(operation, operands.input('hyper'), operands),
    ...['firstMoment', 'secondMoment'].map(operands.input),
    ...[beta1, 1 - beta1, beta2, 1 - beta2, operation.epsilon].map(real),
  ];
}

function runArguments(runs: readonly MatrixRun[]): Argument[] {
  return [
    runs.length,
    ...runs.flatMap((run) => {
      const { offset, count, step, rows, columns, beside } = run;
      return [offset, count, step, rows, columns, beside, rowStepOf(run)];
    }),
  ];
}
