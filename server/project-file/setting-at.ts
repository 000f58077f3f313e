import { resolveSchema, settingsSchema, type JsonSchema } from '../../language/index.ts';
import { TARGETS } from '../../targets/registry.ts';

/** The schema of `tenon.json` as this Tenon has it. */
export const SETTINGS_SCHEMA: JsonSchema = settingsSchema(TARGETS.map(({ manifest }) => manifest));

/** What may stand at a path of the project file, each form of it. */
export function settingsAt(path: readonly (string | number)[]): JsonSchema[] {
  return path.reduce<JsonSchema[]>(
    (schemas, part) => schemas.flatMap((schema) => formsOf(inside(schema, part))),
    [SETTINGS_SCHEMA],
  );
}

function inside(schema: JsonSchema, part: string | number): JsonSchema | undefined {
  if (typeof part === 'number') return schema.items;
  const { properties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, part)) return properties[part];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** What a schema says, each form by itself. */
export function formsOf(schema: JsonSchema | undefined): JsonSchema[] {
  if (!schema) return [];
  const resolved = resolveSchema(schema, SETTINGS_SCHEMA);
  const { anyOf, ...common } = resolved;
  return anyOf ? anyOf.flatMap((form) => formsOf({ ...common, ...form })) : [resolved];
}
