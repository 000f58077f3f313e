import { syntheticProject } from '../synthetic-project.ts';

/** A source of ten lines with its view, again and again. */
export function bigTenon(lines: number): string {
  const blocks = Math.floor(lines / 10);
  return Array.from(
    { length: blocks },
    (_, index) => `source rows_${index} {
  format: parquet
  location: "s3://lake/rows/${index}/"
  schema {
    id     : string key
    amount : float64
    count  : int32
  }
}
`,
  ).join('\n');
}

/** The same content as YAML, line for line. */
export function bigYaml(lines: number): string {
  const blocks = Math.floor(lines / 8);
  const text = Array.from(
    { length: blocks },
    (_, index) => `  - name: rows_${index}
    format: parquet
    location: "s3://lake/rows/${index}/"
    schema:
      - { name: id, type: string, key: true }
      - { name: amount, type: float64 }
      - { name: count, type: int32 }
`,
  ).join('\n');
  return `sources:\n${text}`;
}

export const YAML_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['sources'],
  properties: {
    sources: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'location', 'schema'],
        properties: {
          name: { type: 'string', pattern: '^[a-z_0-9]+$' },
          format: { enum: ['parquet', 'csv', 'jsonl'] },
          location: { type: 'string' },
          schema: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'type'],
              properties: {
                name: { type: 'string' },
                type: { enum: ['string', 'float64', 'int32'] },
                key: { type: 'boolean' },
              },
            },
          },
        },
      },
    },
  },
};

/** As many files as a synthetic project has, each as long, in the language of LikeC4. */
export function likec4Project(count: number): Map<string, string> {
  const files = new Map<string, string>();
  files.set(
    'shared.c4',
    `specification {\n  element system\n  element component\n}\nmodel {\n  shared = system 'Shared title' {\n    lake = component 'Lake'\n  }\n}\n`,
  );
  const length = [...syntheticProject(3).values()][1]!.split('\n').length;
  for (let index = 0; index < count - 1; index += 1) {
    const parts = Array.from(
      { length: Math.floor((length - 6) / 2) },
      (_, part) => `    part_${part} = component 'Part ${part}'\n    part_${part} -> shared.lake`,
    );
    files.set(
      `part_${index}.c4`,
      `model {\n  sys_${index} = system 'Part ${index}' {\n${parts.join('\n')}\n  }\n}\n`,
    );
  }
  return files;
}
