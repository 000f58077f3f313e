import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Project, sortDiagnostics, type Diagnostic } from '../../language/index.ts';
import { CheckScheduler } from './check-scheduler.ts';
import { ProjectHost } from './project-host.ts';

const DATA = `package shop.data

source swipes {
  event_time: at
  schema {
    card_id : string key
    amount  : float64
    at      : timestamp
  }
}

entity card { key: card_id }
`;

const features = (index: number): string => `package shop.part${index}

import shop.data.{ swipes, card }

// tenon-ignore TN1999: nothing is called so
features activity of card from swipes {
  spent_7d : float64 = sum(amount) over 7d
  often_7d : int64   = count() over 7d
}

model net {
  artifact: onnx("net.onnx")
  input  x     : float32[batch, 2] from activity
  output score : float32[batch, 1]
}

service api { serves net on triton { batch 1..8 within 2ms } }
`;

const RELEASE = `package shop.release

import shop.part1.{ api }

param replicas : int in 1..20 = 2

environment prod {
  param replicas = 6
  service api { replicas: 40 }
}
`;

const FILES = {
  'data.tenon': DATA,
  ...Object.fromEntries([0, 1, 2].map((index) => [`part${index}.tenon`, features(index)])),
  'release.tenon': RELEASE,
};

/** Rows of edits that are tried; the long run of the incremental tests sets TENON_EDITS to a larger number. */
const RUNS = Math.max(12, Math.round(Number(process.env['TENON_EDITS'] ?? 0) / 10));

/** A project whose findings are told as an editor would be. */
class Told {
  readonly host = new ProjectHost();
  readonly found = new Map<string, readonly Diagnostic[]>();
  /** Paths in the order in which they were told. */
  told: string[] = [];
  dependents = 0;
  readonly errors: unknown[] = [];
  readonly checks = new CheckScheduler({
    onFindings: (_, path, findings) => {
      this.told.push(path);
      if (findings.length > 0) this.found.set(path, findings);
      else this.found.delete(path);
    },
    onDependents: () => void this.dependents++,
    onError: (error) => void this.errors.push(error),
  });

  constructor(environment?: string) {
    const { project } = this.host;
    if (environment !== undefined) project.settings = { ...project.settings, environment };
    for (const [path, text] of Object.entries(FILES)) project.setFile(path, text);
  }

  async edit(path: string, text: string | undefined): Promise<void> {
    if (text === undefined) this.host.project.deleteFile(path);
    else this.host.project.setFile(path, text);
    this.told = [];
    this.checks.schedule(this.host, [path]);
    await this.checks.whenIdle();
  }

  get all(): Diagnostic[] {
    return sortDiagnostics([...this.found.values()].flat());
  }
}

/** What a check of everything finds; without its environment the declarations are looked at as they stand. */
function checked({ host }: Told): Diagnostic[] {
  const project = new Project();
  project.settings = host.project.settings;
  for (const [path, { text }] of host.project.files) project.setFile(path, text);
  const { environment } = project.settings;
  const isKnown = environment !== undefined && 'qualifiedName' in project.environment(environment);
  return project.check(isKnown ? environment : undefined);
}

describe('the check scheduler', () => {
  it('tells what a check of everything finds', async () => {
    const told = new Told();
    await told.edit('new.tenon', 'source x { formt: parquet }\n');
    expect(told.all).toEqual(checked(told));
    expect(told.found.get('part0.tenon')?.map(({ code }) => code)).toContain('TN1208');
    expect(told.found.get('new.tenon')?.length).toBeGreaterThan(0);
  });

  it('tells of a file first that is edited, and only of files whose findings can have changed', async () => {
    const told = new Told();
    await told.edit('part0.tenon', features(0));
    const { project } = told.host;
    const before = { ...project.work };
    await told.edit('part0.tenon', features(0).replace('within 2ms', 'within 3ms'));
    expect(new Set(told.told)).toEqual(new Set(['part0.tenon']));
    expect(project.work.filesChecked - before.filesChecked).toBe(1);
    await told.edit('data.tenon', DATA.replace('amount ', 'price '));
    expect(told.told[0]).toBe('data.tenon');
    expect(new Set(told.told)).toEqual(new Set(['data.tenon', 'part0.tenon', 'part1.tenon', 'part2.tenon']));
  });

  it('takes back what was found in a file that is deleted', async () => {
    const told = new Told();
    await told.edit('new.tenon', 'source x { formt: parquet }\n');
    await told.edit('new.tenon', undefined);
    expect(told.found.has('new.tenon')).toBe(false);
  });

  it('says when an open file that nobody edited is checked again, but not when it is opened', async () => {
    const told = new Told();
    told.host.setOpen('part0.tenon', { uri: 'untitled:part0.tenon', text: () => features(0) });
    await told.edit('part0.tenon', features(0));
    expect(told.dependents).toBe(0);
    await told.edit('part1.tenon', features(1).replace('2ms', '3ms'));
    expect(told.dependents).toBe(0);
    await told.edit('data.tenon', DATA.replace('float64', 'float32'));
    expect(told.dependents).toBe(1);
  });

  it('looks at every element again when the environment is another one', async () => {
    const told = new Told();
    await told.edit('release.tenon', RELEASE);
    const { project } = told.host;
    project.settings = { ...project.settings, environment: 'prod' };
    told.checks.schedule(told.host);
    await told.checks.whenIdle();
    expect(told.all).toEqual(checked(told));
    await told.edit('release.tenon', RELEASE.replace('replicas = 6', 'replicas = 60'));
    expect(told.all).toEqual(checked(told));
    expect(told.all.map(({ message }) => message).join('\n')).toContain('60');
  });

  it('answers for one file at once', () => {
    const told = new Told();
    const found = told.checks.findingsNow(told.host, 'part0.tenon');
    expect(found).toEqual(
      checked(told).filter(({ file, code }) => file === 'part0.tenon' && code !== 'TN1208'),
    );
  });

  it.each([undefined, 'prod'])(
    'knows after any edits what a check of everything finds, in environment %s',
    async (environment) => {
      const lines = [...new Set(Object.values(FILES).flatMap((text) => text.split('\n')))];
      const edit = fc.record({
        path: fc.constantFrom(...Object.keys(FILES)),
        line: fc.nat(30),
        text: fc.constantFrom(...lines, '// tenon-ignore TN1404: why', '}', undefined),
        deletes: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
          const told = new Told(environment);
          for (const { path, line, text, deletes } of edits) {
            const now = told.host.project.files.get(path)?.text.split('\n') ?? [];
            now.splice(Math.min(line, now.length), deletes ? 1 : 0, ...(text === undefined ? [] : [text]));
            await told.edit(path, text === undefined && deletes ? undefined : now.join('\n'));
            expect(told.errors).toEqual([]);
            expect(told.all).toEqual(checked(told));
          }
        }),
        { numRuns: RUNS, seed: 20_261_121, endOnFailure: true },
      );
    },
    RUNS * 10_000,
  );
});

it('knows where everything stands after an edit that was undone before anybody looked', async () => {
  const told = new Told();
  const text = 'package shop.undone\n\nsource x { formt: parquet }\nfeatures a of card from swipes {}\n';
  await told.edit('new.tenon', text);
  const before = told.all;
  const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
  told.checks.edited(told.host, 'new.tenon', [{ range, text: '' }]);
  const start = { start: range.start, end: range.start };
  told.checks.edited(told.host, 'new.tenon', [{ range: start, text }]);
  await told.edit('new.tenon', text);
  expect(told.all).toEqual(before);
});
