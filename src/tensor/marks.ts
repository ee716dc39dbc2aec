/**
 * @file Marks on operations while a function is traced: which phase of a training step they belong to,
 * and which part of the model. They are for people who look at the step's time and change nothing that
 * is computed. Without a trace they do nothing.
 */
import type { Mark, Phase } from './program/program';
import { activeTrace } from './program/trace';

/** What `work` asks for belongs to this phase. */
export function inPhase<T>(phase: Phase, work: () => T): T {
  return marked({ phase }, work);
}

/** What `work` asks for, and its gradients, belongs to this part of the model. */
export function inPart<T>(part: string, work: () => T): T {
  return marked({ part }, work);
}

function marked<T>(change: Partial<Mark>, work: () => T): T {
  const trace = activeTrace();
  if (!trace) return work();
  const outer = trace.mark;
  trace.mark = { ...outer, ...change };
  try {
    return work();
  } finally {
    trace.mark = outer;
  }
}
