/**
 * @file An example for a model that has learned a task: a source and its target.
 */
import { taskDocument } from '../text/corpora/tasks';
import { separatorToken } from '../text/separator-token';
import { taskNames } from '../text/types';
import type { Spec } from '../experiment/spec';

/**
 * The pair after the last of the spec's documents, as one string, so that a selector can give it; null
 * where the text is no task.
 */
export function taskExample({ text }: Spec): string | null {
  const task = taskNames.find((name) => name === text.source);
  if (task === undefined || text.source === 'own') return null;
  return taskDocument(task, text.seed, text.documents);
}

export function exampleParts(example: string): { source: string; target: string } {
  const [source, target = ''] = example.split(separatorToken);
  return { source, target };
}
