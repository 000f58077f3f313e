import { describe, expect, it } from 'vitest';
import type { Recovery, RecoveryAction } from '../../language/model/recovery.ts';
import {
  binary,
  call,
  column,
  element,
  expression,
  input,
  measure,
  number,
  quantity,
  setting,
  sourced,
} from './testing/build.ts';
import type { Variation } from './testing/flights-system.ts';
import { generate, textsOf } from './testing/generate.ts';

const codes = (variation: Variation): string[] =>
  generate(variation)
    .diagnostics.map((diagnostic) => diagnostic.code)
    .filter((code) => code !== 'TN9303');
const change = (name: string, more: object): Variation => ({
  steps: (steps) => steps.map((step) => (step.name === name ? { ...step, ...more } : step)),
});
const onFailure = (...actions: RecoveryAction[]): readonly Recovery[] => [
  { event: 'failure', actions, origin: sourced(0).origin },
];
const { origin } = sourced(0);

describe('the Kubeflow target', () => {
  it("carries the flights pipeline and says that its time zone is the installation's", () => {
    expect(generate().diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['TN9303']);
  });

  it('gives the same bytes for the same model', () => {
    expect([...textsOf(generate())]).toEqual([...textsOf(generate())]);
  });

  it('knows the cause of every line that the model decides', () => {
    const result = generate();
    const sql = result.files.find((file) => file.path === 'nightly/src/sql/examples.sql');
    const lines = sql && 'text' in sql ? sql.text : [];
    const line = lines.find(
      ({ text }) => text.includes('AS departures_3h,') && text.includes('INTERVAL 3 HOUR'),
    );
    expect(line?.origins.map((from) => from.element)).toContain('air.delays.airport_load.departures_3h');
    const pipeline = result.files.find((file) => file.path === 'nightly/pipeline.py');
    const retry =
      pipeline && 'text' in pipeline
        ? pipeline.text.find(({ text }) => text.startsWith('RETRY ='))
        : undefined;
    expect(retry?.text).toBe(
      'RETRY = dict(num_retries=1, backoff_duration="1s", backoff_factor=2.0, backoff_max_duration="2s")',
    );
    expect(retry?.origins.length).toBeGreaterThan(0);
  });

  it.for<[string, Variation, string]>([
    ['steps in a circle', change('rows', { inputs: [input('nightly.flown')] }), 'TN9301'],
    [
      'negative retries',
      change('net', { recoveries: onFailure({ action: 'retry', times: sourced(-5), origin }) }),
      'TN9302',
    ],
    ['a time limit below a second', change('net', { timeout: sourced(quantity('20ms')) }), 'TN9302'],
    [
      'an alert of one step',
      change('net', {
        recoveries: onFailure({
          action: 'alert',
          channel: { kind: 'channel', qualifiedName: 'air.delays.oncall', origin },
          origin,
        }),
      }),
      'TN9304',
    ],
    [
      'a condition on a measure',
      change('release', {
        when: expression('report.auc > 1', binary(measure('auc', 'nightly.report'), '>', number(1))),
      }),
      'TN9305',
    ],
    [
      'a verb that is not carried',
      {
        steps: (steps) => [
          ...steps,
          { ...element('step', 'nightly.live'), verb: 'promote', inputs: [], recoveries: [], other: true },
        ],
      },
      'TN9308',
    ],
    [
      'names that become equal',
      { steps: (steps) => [...steps, { ...steps[0]!, ...element('step', 'nightly.Rows') }] },
      'TN9310',
    ],
    [
      'a name that does not survive',
      { steps: (steps) => [...steps, { ...steps[0]!, ...element('step', 'nightly.行') }] },
      'TN9310',
    ],
    [
      'an expectation without SQL',
      change('clean', {
        expectations: [
          {
            condition: expression(
              'drift(distance) < 1',
              binary(call('drift', column('distance')), '<', number(1)),
            ),
            severity: 'error',
          },
        ],
      }),
      'TN9311',
    ],
    [
      'a requirement that is not measured',
      change('report', {
        requirements: [expression('beauty > 1', binary(measure('beauty'), '>', number(1)))],
      }),
      'TN9311',
    ],
    ['an unknown resource', change('net', { resources: [setting('quantum', 2)] }), 'TN9315'],
    [
      'an input without rows',
      {
        steps: (steps) => [
          ...steps,
          { ...steps[2]!, ...element('step', 'nightly.late'), inputs: [input('nightly.release')] },
        ],
      },
      'TN9317',
    ],
    ['a part that is not there', change('net', { inputs: [input('nightly.sets', 'tran')] }), 'TN9317'],
    ['a key that is no column', change('sets', { by: ['card'] }), 'TN9317'],
    [
      'a malformed schedule',
      { pipeline: { schedule: { cron: sourced('0 3 * *'), zone: sourced('UTC') } } },
      'TN9314',
    ],
    ['another pipeline name than Kubeflow takes', { pipeline: element('pipeline', 'nächtlich') }, 'TN9004'],
    [
      'a recovery without a form',
      { pipeline: { recoveries: onFailure({ action: 'other', verb: 'degrade', object: 'x', origin }) } },
      'TN9313',
    ],
  ])('reports %s', ([, variation, code]) => {
    expect(codes(variation)).toContain(code);
  });

  it('writes nothing when something is wrong', () => {
    expect(generate(change('sets', { by: ['card'] })).files).toEqual([]);
  });

  it("asks for the GPUs and the machine of the training's pool", () => {
    const text = textsOf(generate({ gpus: 2, nodes: 3 })).get('nightly/pipeline.py');
    expect(text).toContain('net.set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(2)');
    expect(text).toContain(
      'kubernetes.add_node_selector(net, "node.kubernetes.io/instance-type", "g5.2xlarge")',
    );
    expect(codes({ gpus: 2, nodes: 3 })).toEqual(['TN9312']);
  });
});
