/**
 * @file Several strategies side by side: all columns advance together, and each step is one batched
 * forward pass of each model, in which equal sequences are computed once.
 */
import { LabError, throwIfCancelled } from '../base/errors';
import type { Answer, Column, Question } from './strategies/column';
import type { DecodingModel } from './types';

export interface AdvanceOptions {
  signal?: AbortSignal;
  /** Called with the index of each column that advanced, after every step. */
  onAdvance?: (column: number) => void;
  /** Told of a column that cannot go on; the others do. Where nobody is told, it is an error. */
  onFailure?: (column: number, error: LabError) => void;
}

/**
 * Columns to their end.
 * @throws LabError `cancelled`; errors of the models, and of columns where nobody is told of them
 */
export async function advanceColumns(
  columns: readonly Column[],
  { signal, onAdvance, onFailure }: AdvanceOptions,
): Promise<void> {
  const failed = new Set<number>();
  const isDone = (index: number) => failed.has(index) || columns[index].isDone;
  while (columns.some((_, index) => !isDone(index))) {
    throwIfCancelled(signal);
    const asked = columns.map((column, index) => (isDone(index) ? [] : column.questions()));
    const answers = await answersTo(asked.flat());
    throwIfCancelled(signal);
    let next = 0;
    asked.forEach((questions, index) => {
      if (isDone(index)) return;
      const own = answers.slice(next, next + questions.length);
      next += questions.length;
      try {
        columns[index].advance(own);
      } catch (error) {
        if (!onFailure || !(error instanceof LabError)) throw error;
        failed.add(index);
        onFailure(index, error);
        return;
      }
      onAdvance?.(index);
    });
  }
}

/** Each model is asked once, and once for each different sequence. */
async function answersTo(questions: readonly Question[]): Promise<Answer[]> {
  const answered = new Map<DecodingModel, Map<string, Answer>>();
  for (const model of new Set(questions.map((question) => question.model))) {
    const own = questions.filter((question) => question.model === model);
    const sequences = new Map(own.map(({ ids }) => [ids.join(), ids]));
    const wantsHidden = own.some((question) => question.wantsHidden);
    const answers = await ask(model, [...sequences.values()], wantsHidden);
    answered.set(model, new Map([...sequences.keys()].map((key, at) => [key, answers[at]])));
  }
  return questions.map(({ model, ids }) => {
    const answer = answered.get(model)?.get(ids.join());
    if (!answer) throw new RangeError('the model gave no logits for a sequence');
    return answer;
  });
}

async function ask(
  model: DecodingModel,
  sequences: readonly (readonly number[])[],
  wantsHidden: boolean,
): Promise<Answer[]> {
  if (!wantsHidden) {
    const all = await model.nextLogits(sequences);
    return all.map((logits) => ({ logits, hidden: null }));
  }
  if (!model.nextStates) throw new RangeError('this model does not tell its hidden states');
  return model.nextStates(sequences);
}
