/**
 * @file What is wrong with a spec across fields: what cannot divide, cannot fit or cannot be
 * reached. The page shows the translation of `code` at the control of `path`
 * (`problems.<code>` in `language/`); commands print `message`.
 */
import { fillTemplate, type ErrorValues } from '../base/errors';
import { keyValueHeadsOf } from '../models/block';
import { estimateMemory } from '../models/memory';
import { optionsOfKind, smallestVocabulary } from '../text/tokenizers/options';
import { isSpecialToken } from '../text/tokenizers/special-tokens';
import { asksNextSentence, objectivesOf } from '../training/objectives';
import type { Spec } from './spec';
import { tokenizerConfigOf } from './tokenizer-config';

export const problemMessages = {
  vocabularySmall:
    'a vocabulary of {{size}} entries is too small: this kind needs at least {{minimum}}',
  specialToken:
    'the special token “{{token}}” must be in <…> or […], at most 64 characters, and not one of the lab’s own',
  specialTokenTwice: 'the special token “{{token}}” stands there twice',
  headsDivide:
    'width {{width}} cannot be shared by {{heads}} heads: it must be a multiple of heads',
  keyValueHeadsDivide:
    '{{heads}} heads cannot share {{keyValueHeads}} heads of keys and values evenly: it must be a divisor of heads',
  ropeEven:
    'RoPE turns pairs, so width / heads must be even; {{width}} / {{heads}} = {{headDim}} is odd',
  objectiveArchitecture:
    'a model of the architecture {{architecture}} can be trained with {{possible}}, not with {{kind}}',
  nextSentenceShort:
    'next-sentence prediction needs a context of at least {{minimum}} tokens, not {{contextLength}}',
  distancesNear:
    'half of {{buckets}} ranges have one distance each, so the farthest must be beyond {{half}}, not {{mostDistant}}',
  warmupLong: 'warmup of {{warmupSteps}} steps is longer than the run of {{steps}}',
  minimumAbovePeak: 'the final learning rate {{minimum}} is above the peak {{peak}}',
  memory:
    'this model needs about {{needed}} of memory; the lab stops at {{limit}}. Make it narrower, shallower, or the batch smaller',
} as const;

export type ProblemCode = keyof typeof problemMessages;

export interface Problem {
  path: string;
  code: ProblemCode;
  values: ErrorValues;
  message: string;
}

/** Bytes that a run may need at most: a tab cannot be relied on to have more. */
export const memoryLimit = 8 * 2 ** 30;

function problem(path: string, code: ProblemCode, values: ErrorValues): Problem {
  return { path, code, values, message: fillTemplate(problemMessages[code], values) };
}

const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`;

type Checked = Pick<Spec, 'model' | 'training' | 'tokenizer' | 'objective'>;

/** `[CLS]`, two separators, and a few tokens of both stretches. */
const shortestPair = 8;

function findObjectiveProblems({ model, objective }: Checked): Problem[] {
  const { architecture, contextLength } = model;
  const possible = objectivesOf[architecture];
  if (!possible.includes(objective.kind)) {
    const values = { architecture, kind: objective.kind, possible: possible.join(', ') };
    return [problem('objective.kind', 'objectiveArchitecture', values)];
  }
  if (!asksNextSentence(objective) || contextLength >= shortestPair) return [];
  const values = { minimum: shortestPair, contextLength };
  return [problem('objective.nextSentence', 'nextSentenceShort', values)];
}

function findTokenizerProblems(spec: Checked): Problem[] {
  const found: Problem[] = [];
  const { kind, vocabularySize: size, specialTokens } = spec.tokenizer;
  const minimum = smallestVocabulary(tokenizerConfigOf(spec));
  if (optionsOfKind[kind].vocabularySize && size < minimum) {
    found.push(problem('tokenizer.vocabularySize', 'vocabularySmall', { size, minimum }));
  }
  for (const [index, token] of specialTokens.entries()) {
    const code = specialTokens.indexOf(token) < index ? 'specialTokenTwice' : 'specialToken';
    if (code === 'specialToken' && isSpecialToken(token)) continue;
    found.push(problem('tokenizer.specialTokens', code, { token }));
    break;
  }
  return found;
}

/** @param vocabularySize the trained tokenizer's, if known; else the spec's, an upper bound for BPE */
export function findProblems(
  spec: Checked,
  vocabularySize = spec.tokenizer.vocabularySize,
): Problem[] {
  const { model, training } = spec;
  const { width, heads } = model;
  const { steps, warmupSteps, minimumLearningRate, learningRate } = training;
  const found = [...findTokenizerProblems(spec), ...findObjectiveProblems(spec)];
  if (width % heads !== 0) {
    found.push(problem('model.heads', 'headsDivide', { width, heads }));
  } else if (model.positions === 'rope' && (width / heads) % 2 !== 0) {
    found.push(problem('model.heads', 'ropeEven', { width, heads, headDim: width / heads }));
  }
  const { buckets, mostDistant } = model.distances;
  const half = Math.floor(buckets / 2);
  if (model.positions === 't5' && mostDistant <= half) {
    found.push(
      problem('model.distances.mostDistant', 'distancesNear', { buckets, half, mostDistant }),
    );
  }
  if (heads % keyValueHeadsOf(model) !== 0) {
    const values = { heads, keyValueHeads: keyValueHeadsOf(model) };
    found.push(problem('model.keyValueHeads', 'keyValueHeadsDivide', values));
  }
  if (warmupSteps > steps) {
    found.push(problem('training.warmupSteps', 'warmupLong', { warmupSteps, steps }));
  }
  if (minimumLearningRate > learningRate) {
    const values = { minimum: minimumLearningRate, peak: learningRate };
    found.push(problem('training.minimumLearningRate', 'minimumAbovePeak', values));
  }
  if (found.length === 0) {
    const needed = estimateMemory({ vocabularySize, ...model }, training).total;
    if (needed > memoryLimit) {
      const values = { needed: gigabytes(needed), limit: gigabytes(memoryLimit) };
      found.push(problem('model.width', 'memory', values));
    }
  }
  return found;
}
