/**
 * @file What can be wrong with a spec across fields, in English. The same codes and placeholders
 * as `experiment/problems.ts` (a test holds that): this floor may not import that one.
 */

export const problems = {
  vocabularySmall:
    'A vocabulary of {{size}} entries is too small: this kind needs at least {{minimum}}.',
  specialToken:
    '“{{token}}” cannot be a special token. Write it in <…> or […], with at most 64 characters; the lab’s own and those of bytes (<0x41>) are taken.',
  specialTokenTwice: 'The special token “{{token}}” stands there twice.',
  headsDivide:
    'Width {{width}} cannot be shared by {{heads}} heads. Choose a width that is a multiple of the heads.',
  keyValueHeadsDivide:
    '{{heads}} heads cannot share {{keyValueHeads}} heads of keys and values evenly. Choose a divisor of the heads.',
  ropeEven:
    'RoPE turns pairs of numbers, so width / heads must be even: {{width}} / {{heads}} = {{headDim}} is odd.',
  objectiveArchitecture:
    'A model of the architecture {{architecture}} can be trained with {{possible}}, not with {{kind}}. Choose another objective or another architecture.',
  nextSentenceShort:
    'Next-sentence prediction needs a context of at least {{minimum}} tokens; it is {{contextLength}}.',
  distancesNear:
    'Half of the {{buckets}} ranges have one distance each, so the farthest must be beyond {{half}}; it is {{mostDistant}}.',
  warmupLong: 'A warmup of {{warmupSteps}} steps is longer than the whole run of {{steps}}.',
  minimumAbovePeak: 'The final learning rate {{minimum}} is above the peak {{peak}}.',
  memory:
    'This model needs about {{needed}} of memory; the lab stops at {{limit}}. Make it narrower, shallower, or the batch smaller.',
} as const;
