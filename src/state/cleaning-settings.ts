/**
 * @file The settings of a stage as controls: what kind of value each has, and its bounds, read from the
 * stage's own schema.
 */
import { z } from 'zod';
import { isTree } from '../experiment/differences';
import { stageNamed, stages, type StageName } from '../text/cleaning/stages';

export { stageNames, type StageName } from '../text/cleaning/stages';
export {
  ownSettings,
  pipelineFromJson,
  pipelineToJson,
  usualPipeline,
  usualSettings,
  type Pipeline,
  type SettingValue,
  type StageSettings,
} from '../text/cleaning/settings';

export type SettingField = { name: string } & (
  | { kind: 'switch' }
  | { kind: 'number'; min: number; max: number; whole: boolean }
  | { kind: 'choice'; options: string[] }
  | { kind: 'choices'; options: string[] }
  | { kind: 'words'; most: number; longest: number }
  | { kind: 'text'; longest: number }
);

const strings = (value: unknown) =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null;

const numberOr = (value: unknown, fallback: number) =>
  typeof value === 'number' ? value : fallback;

function fieldOf(name: string, schema: unknown): SettingField | null {
  if (!isTree(schema)) return null;
  const options = strings(schema.enum);
  if (options) return { name, kind: 'choice', options };
  switch (schema.type) {
    case 'boolean':
      return { name, kind: 'switch' };
    case 'integer':
    case 'number':
      return {
        name,
        kind: 'number',
        min: numberOr(schema.minimum, -Infinity),
        max: numberOr(schema.maximum, Infinity),
        whole: schema.type === 'integer',
      };
    case 'array': {
      const items = isTree(schema.items) ? schema.items : {};
      const known = strings(items.enum);
      return known
        ? { name, kind: 'choices', options: known }
        : {
            name,
            kind: 'words',
            most: numberOr(schema.maxItems, Infinity),
            longest: numberOr(items.maxLength, Infinity),
          };
    }
    case 'string':
      return { name, kind: 'text', longest: numberOr(schema.maxLength, Infinity) };
    default:
      return null;
  }
}

function fieldsOf(stage: StageName): SettingField[] {
  const schema: unknown = z.toJSONSchema(stageNamed(stage).stage.settings, { io: 'input' });
  const properties = isTree(schema) && isTree(schema.properties) ? schema.properties : {};
  return Object.entries(properties).flatMap(([name, property]) => fieldOf(name, property) ?? []);
}

const fields = new Map(stages.map(({ stage }) => [stage.name, fieldsOf(stage.name)]));

/** The settings of a stage, in the order of its schema. */
export function settingFields(stage: StageName): readonly SettingField[] {
  return fields.get(stage) ?? [];
}
