import { CODES } from '../diagnostics/codes.ts';
import { MEASURED_SUMMARIES } from '../diagnostics/measured-codes.ts';
import { RULES } from '../rules/registry.ts';
import { SETTINGS_KEYS, SEVERITIES } from './settings-keys.ts';

/** The part of JSON schema that the schema of `tenon.json` is written in. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'number';
  readonly const?: unknown;
  readonly enum?: readonly string[];
  /** What each word of `enum` means; editors show it beside the word. */
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** A target as the schema names it. */
interface NamedTarget {
  readonly id: string;
  readonly title: string;
}

/** The JSON schema of `tenon.json`, for editors: with the targets, and every code that can have a severity. */
export function settingsSchema(targets: readonly NamedTarget[]): JsonSchema {
  const entries = Object.entries(SETTINGS_KEYS).map(([name, { doc, schema }]): [string, JsonSchema] => [
    name,
    { description: doc, ...(name === 'targets' ? withTargets(schema, targets) : schema) },
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Tenon project',
    type: 'object',
    required: ['language'],
    additionalProperties: false,
    properties: Object.fromEntries(entries),
    definitions: { severities: severities(), severity: SEVERITY },
  };
}

const withTargets = (schema: JsonSchema, targets: readonly NamedTarget[]): JsonSchema => ({
  ...schema,
  properties: Object.fromEntries(
    targets.map(({ id, title }) => [
      id,
      { description: title, ...(schema.additionalProperties as JsonSchema) },
    ]),
  ),
  additionalProperties: false,
});

const SEVERITY: JsonSchema = {
  enum: SEVERITIES,
  enumDescriptions: [
    'Fails the check.',
    'Is shown, and fails only when asked for.',
    'Is good to know.',
    'Is shown only in the editor, faintly.',
    'Is not reported.',
  ],
};

/** Every code is told, so that editors can offer it; those of loaders and generators are allowed, too. */
function severities(): JsonSchema {
  const $ref = '#/definitions/severity';
  const described = [
    ...RULES.map(({ code, name, summary }) => [code, `${name}: ${summary}`] as const),
    ...MEASURED_SUMMARIES,
    ...Object.entries(CODES).map(([name, code]) => [code, `${inWords(name)}.`] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    type: 'object',
    properties: Object.fromEntries(described.map(([code, description]) => [code, { description, $ref }])),
    additionalProperties: { $ref },
  };
}

/** `unknownName` as `Unknown name`. */
const inWords = (name: string): string =>
  name
    .replaceAll(/\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^./u, (letter) => letter.toUpperCase());

/** What a schema says, when it only names a definition. */
export function resolveSchema(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/definitions/', '');
  const found = name === undefined ? undefined : root.definitions?.[name];
  return found ? { ...found, ...schema } : schema;
}
