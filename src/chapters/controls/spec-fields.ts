/**
 * @file Fields of a spec and their values in words: “learning rate 0.003 → 0.001”.
 */
import type { TFunction } from 'i18next';
import type { Difference } from '../../experiment/differences';
import { formatNumber } from '../../pictures/format';

/** Translation key by dotted path. */
const fieldNames = {
  name: 'runs.fields.name',
  seed: 'runs.fields.seed',
  backend: 'runs.fields.backend',
  'text.source': 'runs.fields.text',
  'text.name': 'runs.fields.textName',
  'text.fingerprint': 'runs.fields.fingerprint',
  'text.documents': 'runs.fields.documents',
  'text.seed': 'runs.fields.textSeed',
  'text.validation': 'runs.fields.textValidation',
  'cleaning.stages': 'runs.fields.cleaning',
  validationFraction: 'runs.fields.validationFraction',
  'tokenizer.kind': 'runs.fields.tokenizer',
  'tokenizer.vocabularySize': 'runs.fields.vocabularySize',
  'tokenizer.normalization': 'runs.fields.normalization',
  'tokenizer.lowercase': 'runs.fields.lowercase',
  'tokenizer.preTokenizer': 'runs.fields.preTokenizer',
  'tokenizer.byteFallback': 'runs.fields.byteFallback',
  'tokenizer.wordPieceScore': 'runs.fields.wordPieceScore',
  'tokenizer.specialTokens': 'runs.fields.specialTokens',
  'model.architecture': 'runs.fields.architecture',
  'model.layers': 'runs.fields.layers',
  'model.heads': 'runs.fields.heads',
  'model.width': 'runs.fields.width',
  'model.contextLength': 'runs.fields.contextLength',
  'model.positions': 'runs.fields.positions',
  'model.ropeBase': 'runs.fields.ropeBase',
  'model.rope.order': 'runs.fields.ropeOrder',
  'model.rope.share': 'runs.fields.ropeShare',
  'model.rope.scaling': 'runs.fields.ropeScaling',
  'model.rope.factor': 'runs.fields.ropeFactor',
  'model.distances.buckets': 'runs.fields.t5Buckets',
  'model.distances.mostDistant': 'runs.fields.t5MostDistant',
  'model.relativeReach': 'runs.fields.relativeReach',
  'model.relativeValues': 'runs.fields.relativeValues',
  'model.norm': 'runs.fields.norm',
  'model.dropout': 'runs.fields.dropout',
  'model.tiedHead': 'runs.fields.tiedHead',
  'model.keyValueHeads': 'runs.fields.keyValueHeads',
  'model.window': 'runs.fields.window',
  'model.normPlacement': 'runs.fields.normPlacement',
  'model.queryKeyNorm': 'runs.fields.queryKeyNorm',
  'model.scoreCap': 'runs.fields.scoreCap',
  'model.attentionSink': 'runs.fields.attentionSink',
  'model.activation': 'runs.fields.activation',
  'model.gated': 'runs.fields.gated',
  'model.feedForwardWidth': 'runs.fields.feedForwardWidth',
  'model.experts': 'runs.fields.experts',
  'model.experts.count': 'runs.fields.expertCount',
  'model.experts.perToken': 'runs.fields.expertsPerToken',
  'model.experts.capacityFactor': 'runs.fields.expertCapacity',
  'model.experts.balance': 'runs.fields.expertBalance',
  'model.experts.zLoss': 'runs.fields.expertZLoss',
  'model.experts.shared': 'runs.fields.expertShared',
  'model.experts.noise': 'runs.fields.expertNoise',
  'model.experts.learnedNoise': 'runs.fields.expertLearnedNoise',
  'model.experts.importance': 'runs.fields.expertImportance',
  'model.experts.load': 'runs.fields.expertLoad',
  'model.experts.jitter': 'runs.fields.expertJitter',
  'model.parallel': 'runs.fields.parallel',
  'model.residualScale': 'runs.fields.residualScale',
  'model.logitCap': 'runs.fields.logitCap',
  'model.initialisation': 'runs.fields.initialisation',
  'objective.kind': 'objectives.kind',
  'objective.corruptedShare': 'objectives.fields.corruptedShare.label',
  'objective.wholeWords': 'objectives.fields.wholeWords.label',
  'objective.nextSentence': 'objectives.fields.nextSentence.label',
  'objective.meanSpan': 'objectives.fields.meanSpan.label',
  'training.steps': 'runs.fields.steps',
  'training.batchSize': 'runs.fields.batchSize',
  'training.learningRate': 'runs.fields.learningRate',
  'training.minimumLearningRate': 'runs.fields.minimumLearningRate',
  'training.warmupSteps': 'runs.fields.warmupSteps',
  'training.optimizer': 'runs.fields.optimizer',
  'training.momentum': 'runs.fields.momentum',
  'training.betas': 'runs.fields.betas',
  'training.betas.0': 'runs.fields.beta1',
  'training.betas.1': 'runs.fields.beta2',
  'training.epsilon': 'runs.fields.epsilon',
  'training.weightDecay': 'runs.fields.weightDecay',
  'training.gradientClip': 'runs.fields.gradientClip',
  'training.accumulationSteps': 'runs.fields.accumulationSteps',
  'training.activationCheckpointing': 'runs.fields.activationCheckpointing',
  'training.precision': 'runs.fields.precision',
  'training.evaluationInterval': 'runs.fields.evaluationInterval',
  'training.evaluationBatches': 'runs.fields.evaluationBatches',
  'training.sampleInterval': 'runs.fields.sampleInterval',
  'training.checkpointInterval': 'runs.fields.checkpointInterval',
  'training.dynamicsInterval': 'dynamics.interval',
  'decoding.prompt': 'runs.fields.prompt',
  'decoding.seed': 'runs.fields.decodingSeed',
  'decoding.maxTokens': 'runs.fields.maxTokens',
  'decoding.stop': 'decodeLimits.stop.label',
  'decoding.columns': 'runs.fields.columns',
} as const;

type FieldPath = keyof typeof fieldNames;

function isFieldPath(path: string): path is FieldPath {
  return path in fieldNames;
}

/** Name of the field at a dotted path; a path without a name stays as it is. */
export function fieldName(path: string, t: TFunction): string {
  return isFieldPath(path) ? t(fieldNames[path]) : path;
}

/** A value as short text. Objects are written as their values, arrays with commas. */
export function fieldValue(value: unknown, t: TFunction): string {
  if (value === undefined || value === null || value === '') {
    return t('runs.differences.missing');
  }
  if (typeof value === 'boolean') {
    return value ? t('runs.differences.on') : t('runs.differences.off');
  }
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => fieldValue(item, t)).join(', ');
  // Of a stage of cleaning its name says enough.
  if (typeof value === 'object' && 'stage' in value) return String(value.stage);
  return Object.values(value)
    .map((item) => fieldValue(item, t))
    .join(' ');
}

export interface DifferenceText {
  path: string;
  name: string;
  before: string;
  after: string;
}

/** Differences worth reading: a run's name already stands above them. */
export function differenceTexts(
  differences: readonly Difference[],
  t: TFunction,
): DifferenceText[] {
  return differences
    .filter(({ path }) => path !== 'name')
    .map(({ path, before, after }) => ({
      path,
      name: fieldName(path, t),
      before: fieldValue(before, t),
      after: fieldValue(after, t),
    }));
}
