/**
 * @file The module's entry: walks through a command list. A command is its opcode, the address of the
 * next one, and its arguments (see each kernel).
 */
import { commandListAddress, listHeaderWords } from '../layout';
import { Opcode } from '../opcode';
import { address, integer } from './arguments';
import { attention, attentionProbabilities } from './attention';
import { attentionOfPairs } from './attention-of-pairs';
import { attentionGradient } from './attention-gradient';
import { cachedAttention, cacheWrite } from './cached-attention';
import { crossEntropy } from './cross-entropy';
import {
  activation,
  activationGradient,
  add,
  copy,
  dropout,
  gatedActivation,
  gatedActivationGradient,
  multiply,
  scale,
  softCap,
  softCapGradient,
} from './elementwise';
import { embedding, embeddingGradient, positionGradient } from './embedding';
import { combineRows, dispatchRows, gateGradient, routing, routingGradient } from './experts';
import { expertUsage, expertUsageGradient } from './expert-usage';
import { groupedMatmul } from './grouped-matmul';
import { matmul } from './matmul';
import { muonDirection, muonUpdate } from './muon';
import { norm, normGradient, normParameterGradient } from './norm';
import { adamw, lion, lossScaling, sgd, sumOfSquares } from './optimizer';
import { sample } from './sample';
import { sinkGradient } from './sink-gradient';
import { barrier, setThreads, startRun, waitForRun } from './threads';

/** Tells this instance how many threads there are, and whether it may sleep while it waits. */
export function prepare(threads: u32, maySleep: bool): void {
  setThreads(threads, maySleep);
}

/** Runs a command list together with the other threads. */
export function run(list: usize): void {
  store<u32>(commandListAddress, <u32>list);
  startRun();
  walk(list, 0);
}

/** What the other threads do for ever; `number` from 1. */
export function help(number: u32, lastRun: u32): void {
  for (let last = lastRun; ;) {
    last = waitForRun(last);
    walk(load<u32>(commandListAddress), number);
  }
}

function walk(list: usize, number: u32): void {
  const end = address(list, 0);
  const shared = address(list, 1);
  const scratch = address(list, 2) + <usize>number * address(list, 3);
  let command = list + ((<usize>listHeaderWords) << 2);
  while (command < end) {
    // Read before the barrier: behind the last one the list may already be gone.
    const next = address(command, 1);
    perform(integer(command, 0), command + 8, shared, scratch);
    barrier();
    command = next;
  }
}

function perform(opcode: i32, args: usize, shared: usize, scratch: usize): void {
  switch (opcode) {
    case Opcode.Embedding:
      return embedding(args);
    case Opcode.EmbeddingGradient:
      return embeddingGradient(args);
    case Opcode.PositionGradient:
      return positionGradient(args);
    case Opcode.Norm:
      return norm(args);
    case Opcode.NormGradient:
      return normGradient(args);
    case Opcode.NormParameterGradient:
      return normParameterGradient(args);
    case Opcode.Matmul:
      return matmul(args, shared, scratch);
    case Opcode.Activation:
      return activation(args);
    case Opcode.ActivationGradient:
      return activationGradient(args);
    case Opcode.GatedActivation:
      return gatedActivation(args);
    case Opcode.GatedActivationGradient:
      return gatedActivationGradient(args);
    case Opcode.SoftCap:
      return softCap(args);
    case Opcode.SoftCapGradient:
      return softCapGradient(args);
    case Opcode.Attention:
      return attention(args, scratch);
    case Opcode.AttentionGradient:
      return attentionGradient(args, shared, scratch);
    case Opcode.SinkGradient:
      return sinkGradient(args);
    case Opcode.AttentionProbabilities:
      return attentionProbabilities(args, scratch);
    case Opcode.AttentionOfPairs:
      return attentionOfPairs(args);
    case Opcode.CacheWrite:
      return cacheWrite(args, scratch);
    case Opcode.CachedAttention:
      return cachedAttention(args, scratch);
    case Opcode.CrossEntropy:
      return crossEntropy(args);
    case Opcode.Routing:
      return routing(args);
    case Opcode.RoutingGradient:
      return routingGradient(args);
    case Opcode.ExpertUsage:
      return expertUsage(args);
    case Opcode.ExpertUsageGradient:
      return expertUsageGradient(args);
    case Opcode.DispatchRows:
      return dispatchRows(args);
    case Opcode.CombineRows:
      return combineRows(args);
    case Opcode.GateGradient:
      return gateGradient(args);
    case Opcode.Sample:
      return sample(args, scratch);
    case Opcode.Add:
      return add(args);
    case Opcode.Multiply:
      return multiply(args);
    case Opcode.Scale:
      return scale(args);
    case Opcode.Dropout:
      return dropout(args);
    case Opcode.Copy:
      return copy(args);
    case Opcode.SumOfSquares:
      return sumOfSquares(args);
    case Opcode.LossScaling:
      return lossScaling(args);
    case Opcode.AdamW:
      return adamw(args);
    case Opcode.Sgd:
      return sgd(args);
    case Opcode.Lion:
      return lion(args);
    case Opcode.MuonDirection:
      return muonDirection(args);
    case Opcode.MuonUpdate:
      return muonUpdate(args);
    case Opcode.GroupedMatmul:
      return groupedMatmul(args, scratch);
    default:
      unreachable();
  }
}
