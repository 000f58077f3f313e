import type { Severity } from '../diagnostics/diagnostic.ts';
import { RULE_SETS } from '../rules/rule.ts';
import type { JsonSchema } from './settings-schema.ts';

/** One key of `tenon.json`: its documentation, its JSON schema, and what is expected when a value does not fit. */
export interface SettingsKey {
  readonly doc: string;
  readonly schema: JsonSchema;
  /** What was expected, when the value does not fit. */
  expected(value: unknown): string | undefined;
}

export const SEVERITIES: readonly (Severity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? undefined : 'a text';

const inside = (value: unknown): string | undefined =>
  text(value) ??
  (/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(value as string)
    ? 'a path inside the project folder'
    : undefined);

const listOf =
  (item: (value: unknown) => string | undefined) =>
  (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return 'a list';
    const problem = value.map(item).find((each) => each !== undefined);
    return problem === undefined ? undefined : `a list, each item ${problem}`;
  };

const RULES_SCHEMA: JsonSchema = { $ref: '#/definitions/severities' };

const EXTENDED: JsonSchema = {
  anyOf: [
    {
      enum: RULE_SETS,
      enumDescriptions: [
        'Rules that are on unless something else is said.',
        'The recommended rules, and those that ask for more care.',
        'Every rule.',
      ],
    },
    { type: 'string', description: 'A JSON file of the project.' },
  ],
};

const severities = (value: unknown): string | undefined =>
  isObject(value) && Object.values(value).every((each) => SEVERITIES.includes(each as Severity))
    ? undefined
    : `an object from codes to ${SEVERITIES.join(', ')}`;

export const SETTINGS_KEYS: Readonly<Record<string, SettingsKey>> = {
  $schema: { doc: 'Where editors find the schema of this file.', schema: { type: 'string' }, expected: text },
  language: {
    doc: 'Version of the language that the models are written in. Version 1 keeps its meaning for ever.',
    schema: { const: 1 },
    expected: (value) => (value === 1 ? undefined : '1, the only language version that this Tenon knows'),
  },
  sources: {
    doc: 'Folders with model files, relative to the project folder.',
    schema: { type: 'array', items: { type: 'string' }, default: ['.'] },
    expected: listOf(inside),
  },
  exclude: {
    doc: 'Files and folders that are left out; `*` and `**` are wildcards.',
    schema: { type: 'array', items: { type: 'string' }, default: [] },
    expected: listOf(text),
  },
  output: {
    doc: 'Folder that generated files go to, relative to the project folder.',
    schema: { type: 'string', default: 'generated' },
    expected: inside,
  },
  environment: {
    doc: 'Environment that is used when none is named.',
    schema: { type: 'string' },
    expected: text,
  },
  prices: {
    doc: "File with prices of machines in place of Tenon's list prices, relative to the project folder.",
    schema: { type: 'string' },
    expected: inside,
  },
  targets: {
    doc: 'Options of the targets, by target: `enabled`, and `folder` below the output folder.',
    schema: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: {
          enabled: { description: 'Whether it is generated.', type: 'boolean', default: true },
          folder: { description: 'Its folder below the output folder.', type: 'string' },
        },
        additionalProperties: false,
      },
    },
    expected: (value) =>
      isObject(value) && Object.values(value).every(isTargetOptions)
        ? undefined
        : 'an object from targets to { "enabled": true, "folder": "…" }',
  },
  extends: {
    doc:
      `Rule sets (${RULE_SETS.join(', ')}) and JSON files of the project with \`extends\`, \`rules\` and \`overrides\` ` +
      'of their own, one or a list; later ones win.',
    schema: {
      anyOf: [...(EXTENDED.anyOf ?? []), { type: 'array', items: EXTENDED }],
      default: ['recommended'],
    },
    expected: (value) => (typeof value === 'string' ? inside(value) : listOf(inside)(value)),
  },
  rules: {
    doc: 'Severity of findings, by code; this also switches on rules outside the rule set.',
    schema: RULES_SCHEMA,
    expected: severities,
  },
  overrides: {
    doc: 'Other severities in some files and folders: a list of `files` (patterns) with their `rules`; later ones win.',
    schema: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          files: { description: 'Patterns of the files.', type: 'array', items: { type: 'string' } },
          rules: RULES_SCHEMA,
        },
        required: ['files', 'rules'],
        additionalProperties: false,
      },
      default: [],
    },
    expected: listOf((value) =>
      isObject(value) &&
      Object.keys(value).every((key) => key === 'files' || key === 'rules') &&
      listOf(text)(value['files']) === undefined &&
      severities(value['rules']) === undefined
        ? undefined
        : 'an object such as { "files": ["labs/**"], "rules": { "TN1703": "off" } }',
    ),
  },
};

function isTargetOptions(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([key, each]) =>
    key === 'enabled' ? typeof each === 'boolean' : key === 'folder' ? inside(each) === undefined : false,
  );
}
