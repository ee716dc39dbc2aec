/**
 * @file What the page needs to know of objectives: their names, which an architecture can have, and what
 * becomes of a spec's objective when its model becomes another.
 */
import { objectivesOf } from '../training/objectives';
import type { Spec } from './spec';

export { objectivesOf } from '../training/objectives';
export { objectiveKinds } from '../training/objectives/objective';

/** The spec with another model; where its architecture cannot have the objective, with its usual one. */
export function withModel(spec: Spec, model: Spec['model']): Spec {
  const possible = objectivesOf[model.architecture];
  const kind = possible.includes(spec.objective.kind) ? spec.objective.kind : possible[0];
  return { ...spec, model, objective: { ...spec.objective, kind } };
}
