/**
 * @file The tasks as corpora: a document is `source[SEP]target`, drawn without repetition. Only when a
 * task has no more pairs does it begin again, in the same order.
 */
import { permutation } from '../../../base/permutation';
import { Random } from '../../../base/random';
import { separatorToken } from '../../separator-token';
import type { TaskName } from '../../types';
import { addition } from './addition';
import { classification } from './classification';
import { cloze } from './cloze';
import { reversal } from './reversal';
import { sorting } from './sorting';
import type { Task, TaskPair } from './task';
import { translation } from './translation';

export const tasks: Readonly<Record<TaskName, Task>> = {
  reversal,
  sorting,
  addition,
  translation,
  classification,
  cloze,
};

/** How many documents a task has that all differ. */
export function pairCount(name: TaskName): number {
  return tasks[name].groups.reduce((sum, size) => sum + size, 0);
}

/** The pair that belongs to a seed and an index. */
export function taskPair(name: TaskName, seed: number, index: number): TaskPair {
  const { groups, pair } = tasks[name];
  const { group, round } = turnOf(groups, seed, index % pairCount(name));
  return pair(group, permutation(groups[group], seed, name, group)(round));
}

export function taskDocument(name: TaskName, seed: number, index: number): string {
  const { source, target } = taskPair(name, seed, index);
  return `${source}${separatorToken}${target}`;
}

/**
 * Whose turn it is: in each round every group that is not used up gives one pair, in an order that is
 * drawn anew.
 */
function turnOf(sizes: readonly number[], seed: number, index: number) {
  let past = 0;
  let left = index;
  for (;;) {
    const open = [...sizes.keys()].filter((group) => sizes[group] > past);
    const rounds = Math.min(...open.map((group) => sizes[group])) - past;
    if (left < rounds * open.length) {
      const round = past + Math.floor(left / open.length);
      const order = new Random(seed, 'turn', round).shuffle(open);
      return { group: order[left % open.length], round };
    }
    left -= rounds * open.length;
    past += rounds;
  }
}
