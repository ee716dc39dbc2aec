/**
 * @file The compute worker: a thin door onto `Laboratory`.
 */
import * as Comlink from 'comlink';
import { adapterNotes, openStoreIfPossible } from '../experiment/kept';
import { Laboratory } from '../experiment/laboratory';
import type { ComputeWorker } from './protocol';
import { installErrorTransfer } from './transfer';

installErrorTransfer();
const laboratory = new Laboratory(openStoreIfPossible, adapterNotes);

const door: ComputeWorker = {
  configure: (modelsUrl) => laboratory.configure(modelsUrl),
  startEngine: (choice) => laboratory.startEngine(choice),
  measureKernels: () => laboratory.measureKernels(),
  engineFacts: async () => laboratory.engineFacts(),
  loseDevice: async () => laboratory.loseDevice(),
  startRun: (spec, prepared, options) => laboratory.startRun(spec, prepared, options),
  resumeRun: (runId) => laboratory.resumeRun(runId),
  play: () => laboratory.play(),
  pause: () => laboratory.pause(),
  step: () => laboratory.step(),
  measureStep: () => laboratory.measureStep(),
  watchDynamics: (interval) => laboratory.dynamics.watch(interval),
  stop: () => laboratory.stop(),
  settled: () => laboratory.settled(),
  describe: (source) => laboratory.describe(source),
  inspect: async (source, text) => {
    const inspection = await laboratory.inside.inspect(source, text);
    const { probabilities, query, key } = inspection;
    return Comlink.transfer(inspection, [probabilities.buffer, query.buffer, key.buffer]);
  },
  inspectCross: async (source, prompt, ids) => {
    const inspection = await laboratory.inside.inspectCross(source, prompt, ids);
    return Comlink.transfer(inspection, [inspection.probabilities.buffer]);
  },
  lookAtBox: async (source, text, name) => {
    const look = await laboratory.inside.lookAtBox(source, text, name);
    const arrays = [look.value, ...look.inputs, ...Object.values(look.parameters)];
    // One array may be there twice.
    const buffers = new Set(arrays.map(({ data }) => data.buffer));
    return Comlink.transfer(look, [...buffers]);
  },
  readLens: (source, text) => laboratory.inside.readLens(source, text),
  readRouting: (source, text) => laboratory.experts.readRouting(source, text),
  readHabits: (source) => laboratory.experts.readHabits(source),
  intervene: (...request) => laboratory.inside.intervene(...request),
  measureHeads: (...request) => laboratory.inside.measureHeads(...request),
  logits: (source, text) => laboratory.logits(source, text),
  tokenLosses: (...request) => laboratory.tokenLosses(...request),
  weights: (source) => laboratory.weights(source),
  decode: (source, request, onChange, onOpened) =>
    laboratory.decoding.decode(source, request, onChange, onOpened),
  cancelDecoding: (purpose) => laboratory.decoding.cancelDecoding(purpose),
  repeat: (source, request, onText) => laboratory.decoding.repeat(source, request, onText),
  cancelRepeats: () => laboratory.decoding.cancelRepeats(),
  extrapolate: (...request) => laboratory.extrapolate(...request),
  cancelExtrapolation: () => laboratory.cancelExtrapolation(),
  tryArchitecture: (...request) => laboratory.tryArchitecture(...request),
  cancelArchitectureTrial: () => laboratory.cancelArchitectureTrial(),
  findLearningRate: (...request) => laboratory.dynamics.findLearningRate(...request),
  cancelFinder: () => laboratory.dynamics.cancelFinder(),
  profileLoss: (...request) => laboratory.dynamics.profileLoss(...request),
  cancelProfile: () => laboratory.dynamics.cancelProfile(),
  trainQueued: (...request) => laboratory.queue.train(...request),
  resumeQueued: (...request) => laboratory.queue.resume(...request),
  pauseQueued: () => laboratory.queue.pause(),
  stopQueued: () => laboratory.queue.stop(),
  stepFlops: (...request) => laboratory.stepFlops(...request),
  tryExperts: (...request) => laboratory.experts.tryExperts(...request),
  cancelExpertTrial: () => laboratory.experts.cancelTrial(),
  subscribe: (listener) => laboratory.subscribe(listener),
};

Comlink.expose(door);
