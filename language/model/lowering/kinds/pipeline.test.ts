import { describe, expect, it } from 'vitest';
import { expectFindings, projectOf } from '../../../testing/findings.ts';
import type { Pipeline } from '../../pipeline.ts';

const DATA = `package shop
source swipes {
  location: "data/swipes.parquet"
  event_time: at
  schema { card_id : string key, amount : float64, at : timestamp }
}
training net on swipes { entrypoint: "train/net.py", label: amount > limit }
model net { input x : float32[batch, 1], output y : float32[batch, 1] }
sink out { location: "out/" }
channel team { via: webhook, to: secret("team") }
param limit : float = 10
recovery careful { retry 2 times backoff fixed from 1m to 1m, alert team }
`;

function pipelineOf(text: string): Pipeline {
  const resolution = projectOf(DATA + text).resolve();
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const found = resolution.system.elements.find((element) => element.kind === 'pipeline');
  if (found?.kind !== 'pipeline') throw new Error('There is no pipeline.');
  return found;
}

describe('pipelines', () => {
  it('flatten branches into conditions of their steps', () => {
    const { steps } = pipelineOf(`pipeline p {
  step rows = read swipes
  step fit = train net on rows
  step report = evaluate fit on rows { require auc >= 0.9 }
  when report.passed {
    step release = register fit as net
  } else {
    parallel { step keep = write rows to out }
  }
}`);
    expect(steps.map((step) => [step.name, step.verb, step.when?.text])).toEqual([
      ['rows', 'read', undefined],
      ['fit', 'train', undefined],
      ['report', 'evaluate', undefined],
      ['release', 'register', 'report.passed'],
      ['keep', 'write', 'not (report.passed)'],
    ]);
    expect(steps[2]!.inputs.map(({ step, clause }) => [step.qualifiedName, clause])).toEqual([
      ['shop.p.fit', undefined],
      ['shop.p.rows', 'on'],
    ]);
  });

  it('take over what a named recovery says', () => {
    const { recoveries } = pipelineOf('pipeline p { step rows = read swipes, on failure use careful }');
    expect(recoveries[0]!.actions.map((action) => action.action)).toEqual(['retry', 'alert']);
  });

  it('keep the parts, the key and the schedule', () => {
    const { steps, schedule } = pipelineOf(`pipeline p {
  schedule: cron("0 3 * * *")
  step rows = read swipes where amount > limit
  step sets = split rows by [card_id, at] { train: 80%, eval: 20%, timeout: 5m }
  step few = filter sets.train where amount > 2
}`);
    expect(schedule).toMatchObject({
      cron: { value: '0 3 * * *' },
      zone: { value: 'UTC', origin: { layer: 'default' } },
    });
    expect(steps[1]).toMatchObject({
      by: ['card_id', 'at'],
      parts: [{ name: 'train', share: { value: 0.8 } }, { name: 'eval' }],
    });
    expect(steps[2]!.inputs[0]).toMatchObject({ step: { qualifiedName: 'shop.p.sets' }, part: 'train' });
    const read = steps[0]!;
    expect('where' in read && read.where?.parameters?.map((parameter) => parameter.qualifiedName)).toEqual([
      'shop.limit',
    ]);
  });

  it('are held against the vocabulary', () => {
    expectFindings(`${DATA}pipeline p {
  step rows = read swipes
  step a = validte rows { expect amount > 0 } // ! TN1101 validte
  step b = validate rows { expect amout > 0 } // ! TN1010 amout
  step c = filter b // ! TN1103 where
  step d = write c to swipes // ! TN1102 a sink
  on failure retry -5 times // ! TN1102 at least 0
  on lunch alert team // ! TN1101 lunch
}
`);
  });
});
