import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { HOSTILE_TEXTS, originAt } from './testing/samples.ts';
import { missingTool, runTool } from './testing/tools.ts';
import { printText } from './text.ts';
import { traced } from './traced.ts';
import { printYaml } from './yaml.ts';

const service = originAt(1, 'shop.api');
const replicas = originAt(2, 'shop.api', { property: 'scale' });

describe('YAML', () => {
  const lines = printYaml(
    [
      traced(
        {
          apiVersion: 'apps/v1',
          metadata: { name: 'api', labels: undefined, annotations: {} },
          spec: {
            replicas: traced(2, replicas, 'from the model'),
            containers: [{ name: 'a', args: ['no', '1_000'] }, traced({ name: 'b', env: [] }, replicas)],
            script: 'one\ntwo\n',
          },
        },
        service,
      ),
      { kind: 'Second', items: [traced('x', replicas), 'y'] },
    ],
    ['# Generated.'],
  );

  it('is printed in a stable form', () => {
    expect(printText(lines)).toMatchInlineSnapshot(`
      "# Generated.
      apiVersion: apps/v1
      metadata:
        name: api
        annotations: {}
      spec:
        # from the model
        replicas: 2
        containers:
          - name: a
            args:
              - "no"
              - "1_000"
          - name: b
            env: []
        script: |
          one
          two
      ---
      kind: Second
      items:
        - x
        - "y"
      "
    `);
  });

  it('gives each line the cause of the innermost value', () => {
    const causes = (text: string) => lines.find((line) => line.text.includes(text))!.origins;
    expect(causes('Generated')).toEqual([]);
    expect(causes('apiVersion')).toEqual([service]);
    expect(causes('replicas: 2')).toEqual([replicas]);
    expect(causes('name: b')).toEqual([replicas]);
    expect(causes('name: a')).toEqual([service]);
    expect(causes('two')).toEqual([service]);
    expect(causes('kind: Second')).toEqual([]);
    expect(causes('- x')).toEqual([replicas]);
    expect(causes('- "y"')).toEqual([]);
  });

  it('carries any text unchanged', () => {
    const [document] = parseAllDocuments(printText(printYaml([[...HOSTILE_TEXTS]])));
    expect((document as { toJS(): unknown }).toJS()).toEqual(HOSTILE_TEXTS);
  });

  const pyyaml = missingTool('python3', ['-c', 'import yaml']);
  it.skipIf(pyyaml)(`is read by a YAML 1.1 parser without change${pyyaml ? ` (${pyyaml})` : ''}`, () => {
    const program = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))';
    const printed = printText(
      printYaml([{ texts: [...HOSTILE_TEXTS, 'on', 'y', '12:30:00', '2024-01-01'] }]),
    );
    expect(JSON.parse(runTool('python3', ['-c', program], printed))).toEqual({
      texts: [...HOSTILE_TEXTS, 'on', 'y', '12:30:00', '2024-01-01'],
    });
  });
});
