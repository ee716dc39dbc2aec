/** @file The specs of the two runs of “Does it matter?”. */
import { LabError } from '../base/errors';
import { pipelineOf, type Spec } from '../experiment/spec';
import type { CleaningTrialName } from './types';

/** Enough that one hard page does not decide. */
const evaluationBatches = 16;

/** The spec of one of the two runs. @throws LabError `cleaning.none` if the text is no crawl */
export function trialSpec(spec: Spec, name: CleaningTrialName): Spec {
  const { text, training, model, objective } = spec;
  if (text.source !== 'crawl') throw new LabError('cleaning.none');
  const stages = pipelineOf(spec).map((stage) => ({
    ...stage,
    enabled: name === 'clean' ? stage.enabled : stage.stage === 'text-extraction',
  }));
  return {
    ...spec,
    text: { ...text, validation: 'good-pages' },
    cleaning: { stages },
    // Bits per character are those of the next token.
    model: { ...model, architecture: 'decoder-only' },
    objective: { ...objective, kind: 'next-token' },
    training: { ...training, evaluationBatches },
  };
}
