/**
 * @file A pipeline as data: the stages in the order in which they run, each with its switch and its
 * settings, checked by the stage's own schema. The spec, the page and pipelines from files use it.
 */
import { z } from 'zod';
import { LabError } from '../../base/errors';
import { stages, type StageEntry, type StageName } from './stages';

export type SettingValue = string | number | boolean | readonly string[];

/** The schema of one stage in a pipeline: `{ stage, enabled, …settings }`. */
function stageSchema({ stage }: StageEntry) {
  const settings: Record<string, z.ZodType<SettingValue>> = { ...stage.settings.shape };
  return z.strictObject({
    ...settings,
    stage: z.literal(stage.name),
    enabled: z.boolean().default(true),
  });
}

const [first, ...rest] = stages.map(stageSchema);

export const longestPipeline = 32;

export const pipelineSchema = z
  .array(z.discriminatedUnion('stage', [first, ...rest]))
  .max(longestPipeline);

export type StageSettings = z.output<typeof pipelineSchema>[number];
export type Pipeline = readonly StageSettings[];

/** A stage with the settings that it has by default. */
export function usualSettings(stage: StageName): StageSettings {
  return pipelineSchema.parse([{ stage }])[0];
}

/** All stages in RefinedWeb's order; those that are there for comparison are off. */
export function usualPipeline(): Pipeline {
  return stages.map(({ stage, forComparison = false }) => ({
    ...usualSettings(stage.name),
    enabled: !forComparison,
  }));
}

/** Settings alone, as the stage's own schema knows them. */
export function ownSettings(settings: StageSettings): Record<string, SettingValue> {
  return Object.fromEntries(
    Object.entries(settings).filter(([key]) => key !== 'stage' && key !== 'enabled'),
  );
}

const longestFile = 200_000;

/** @throws LabError `cleaning.pipeline` with what is wrong and where */
export function pipelineFromJson(json: string): Pipeline {
  if (json.length > longestFile) throw new LabError('cleaning.pipeline', { reason: 'too long' });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new LabError('cleaning.pipeline', { reason: 'not JSON' });
  }
  const parsed = z.strictObject({ stages: pipelineSchema }).safeParse(value);
  if (parsed.success) return parsed.data.stages;
  const [issue] = parsed.error.issues;
  throw new LabError('cleaning.pipeline', {
    reason: `${issue.path.join('.') || '(pipeline)'}: ${issue.message}`,
  });
}

export function pipelineToJson(pipeline: Pipeline): string {
  return JSON.stringify({ stages: pipeline }, null, 2);
}
