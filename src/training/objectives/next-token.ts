/**
 * @file Autoregressive language modelling: windows of the token stream, and the same shifted by one
 * (GPT, Radford et al. 2018).
 */
import { LabError } from '../../base/errors';
import type { BatchField, Objective, Tokens } from './objective';

export const nextTokenFields: readonly BatchField[] = ['inputs', 'targets'];

export function nextToken(contextLength: number): Objective {
  return {
    fields: nextTokenFields,
    contextLength,
    examplesOf: (tokens) => ({
      count: windowsIn(tokens, contextLength + 1, contextLength),
      at: (start) => ({
        inputs: tokens.subarray(start, start + contextLength),
        targets: tokens.subarray(start + 1, start + contextLength + 1),
      }),
    }),
  };
}

/** Where a window of `needed` tokens can begin. @throws LabError `text.tooShort` if nowhere */
export function windowsIn(tokens: Tokens, needed: number, contextLength: number): number {
  if (tokens.length < needed) {
    throw new LabError('text.tooShort', { tokens: tokens.length, contextLength, needed });
  }
  return tokens.length - needed + 1;
}
