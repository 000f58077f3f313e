import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { repository, shopProject, tenon } from './run-tenon.ts';

const readDoc = (name: string): string => readFileSync(join(repository, 'docs', name), 'utf8');

describe('tenon model', () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(readDoc('model.schema.json')) as object,
  );

  test.each(['examples/flights', 'examples/digits'])(
    '%s fits the published schema in every environment',
    async (folder) => {
      const environments = JSON.parse((await tenon(['check', folder, '--format', 'json'])).stdout) as {
        environments: string[];
      };
      for (const environment of environments.environments) {
        const run = await tenon(['model', folder, '-e', environment]);
        const system = JSON.parse(run.stdout) as { elements: unknown[] };
        expect(system.elements.length).toBeGreaterThan(5);
        validate(system);
        expect(validate.errors ?? []).toEqual([]);
      }
    },
  );

  test('the schema refuses what is no model', () => {
    expect(validate({ elements: [{ kind: 'sauce' }] })).toBe(false);
  });

  test('the same model gives the same bytes, with what a thing is first', async () => {
    const folder = shopProject();
    const first = await tenon(['model'], { cwd: folder });
    expect(first.code).toBe(0);
    expect((await tenon(['model', join(folder, 'shop.tenon')])).stdout).toBe(first.stdout);
    const { elements } = JSON.parse(first.stdout) as { elements: object[] };
    for (const element of elements)
      expect(Object.keys(element).slice(0, 3)).toEqual(['kind', 'name', 'qualifiedName']);
  });

  test('--schema prints the published schema', async () => {
    expect((await tenon(['model', '--schema'])).stdout).toBe(readDoc('model.schema.json'));
  });
});
