/**
 * @file What a run's events do to what is drawn of it. Pure.
 */
import type { RunEvent } from '../experiment/events';
import { tokensPerStep } from '../experiment/spec';
import type { ActiveRun, RunHistory } from './types';

export const emptyHistory: RunHistory = { steps: [], evaluations: [], dynamics: [], samples: [] };

/** History without what was done after `step`: that is done again. */
export function historyUntil(history: RunHistory, step: number): RunHistory {
  return {
    steps: history.steps.filter((row) => row.step <= step),
    evaluations: history.evaluations.filter((row) => row.step <= step),
    dynamics: history.dynamics.filter((row) => row.step <= step),
    samples: history.samples.filter((row) => row.step <= step),
  };
}

export function applyEvents(
  before: ActiveRun,
  historyBefore: RunHistory | undefined,
  events: readonly RunEvent[],
): { run: ActiveRun; history: RunHistory } {
  const run = { ...before };
  let history: RunHistory = {
    steps: [...(historyBefore?.steps ?? [])],
    evaluations: [...(historyBefore?.evaluations ?? [])],
    dynamics: [...(historyBefore?.dynamics ?? [])],
    samples: [...(historyBefore?.samples ?? [])],
  };
  for (const event of events) {
    switch (event.type) {
      case 'progress':
        run.progress = { stage: event.stage, share: event.share };
        break;
      case 'started':
        // A new run begins its history; a resumed one keeps what led to its checkpoint.
        history = historyUntil(run.id === event.runId ? history : emptyHistory, event.step);
        run.id = event.runId;
        run.step = event.step;
        run.backend = event.backend;
        run.precision = event.precision;
        run.parameters = event.parameters;
        run.vocabularySize = event.vocabularySize;
        run.uniformLoss = event.uniformLoss;
        run.charactersPerToken = event.charactersPerToken;
        break;
      case 'step':
        history.steps.push(event);
        run.step = event.step;
        run.tokensPerSecond = event.tokensPerSecond;
        // The engine may have been changed since the run was started.
        run.precision = event.lossScale === undefined ? 'float32' : 'mixed';
        break;
      case 'evaluation':
        history.evaluations.push(event);
        break;
      case 'dynamics':
        history.dynamics.push(event);
        break;
      case 'sample':
        history.samples.push(event);
        break;
      case 'checkpoint':
        break;
      case 'status':
        run.status = event.status;
        break;
      case 'recovered':
        history = historyUntil(history, event.step);
        run.step = event.step;
        run.backend = event.backend;
        run.recovered = event;
        break;
      case 'problem':
        run.problem = event.error;
        break;
      case 'failed':
        run.error = event.error;
        break;
    }
  }
  return { run, history };
}

/** From the median speed of the last steps: one slow step does not make the estimate jump. */
export function secondsLeft(run: ActiveRun, { steps }: RunHistory): number | null {
  const speeds = steps.slice(-15).map(({ tokensPerSecond }) => tokensPerSecond);
  if (run.status !== 'running' || speeds.length < 3) return null;
  const median = speeds.sort((left, right) => left - right)[speeds.length >> 1];
  return ((run.spec.training.steps - run.step) * tokensPerStep(run.spec)) / median;
}
