import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, tenon } from './run-tenon.ts';

const text = (limit: string, machine: string): string => `package shop

model net {
  input  x : float32[batch, 3]
  output y : float32[batch, 1]
}

service api {
  serves net on triton
  objective { latency.p99 < ${limit} }
}

cloud main on aws {
  region: "us-east-1"
  cluster work { pool gpu { machine: "${machine}", count: 1..2 } }
}
`;

const BAD = text('20ms', 'g5.2xlarg');
const GOOD = text('20ms', 'g5.2xlarge');

describe('tenon check --fix', () => {
  test('applies the safe fixes, says which, and checks what is left', async () => {
    const folder = folderWith({ 'my models/shop.tenon': BAD, 'tenon.json': '{ "language": 1 }' });
    const run = await tenon(['check', '--fix', '--max-warnings', '99'], { cwd: folder });
    expect(run.stderr).toContain('my models/shop.tenon:15:1: TN1801 Change to g5.2xlarge\n');
    expect(run.stderr).toContain('Applied 1 fix in 1 file.');
    expect(run.code).toBe(0);
    expect(readFileSync(join(folder, 'my models/shop.tenon'), 'utf8')).toBe(GOOD);
    const again = await tenon(['check', '--fix'], { cwd: folder });
    expect(again.stderr).toBe('There is nothing to fix.\n');
  });

  test('writes nothing with --dry-run, and prints a patch', async () => {
    const folder = folderWith({ 'shop.tenon': BAD });
    const before = statSync(join(folder, 'shop.tenon')).mtimeMs;
    const run = await tenon(['check', '--fix', '--dry-run'], { cwd: folder });
    expect(run.stdout).toContain('-  cluster work { pool gpu { machine: "g5.2xlarg", count: 1..2 } }\n');
    expect(run.stdout).toContain('+  cluster work { pool gpu { machine: "g5.2xlarge", count: 1..2 } }\n');
    expect(statSync(join(folder, 'shop.tenon')).mtimeMs).toBe(before);
  });

  test('keeps line ends, and leaves alone what is not asked for', async () => {
    const folder = folderWith({
      'shop.tenon': BAD.replaceAll('\n', '\r\n'),
      'other.tenon': 'package other\n',
    });
    const other = await tenon(['check', 'other.tenon', '--fix'], { cwd: folder });
    expect(other.stderr).toBe('There is nothing to fix.\n');
    const rule = await tenon(['check', '--fix', '--rule', 'TN1703'], { cwd: folder });
    expect(rule.stderr).toBe('There is nothing to fix.\n');
    await tenon(['check', '--fix'], { cwd: folder });
    expect(readFileSync(join(folder, 'shop.tenon'), 'utf8')).toBe(GOOD.replaceAll('\n', '\r\n'));
  });

  test('its options go with it', async () => {
    const run = await tenon(['check', '--dry-run'], { cwd: folderWith({ 'shop.tenon': GOOD }) });
    expect(run).toMatchObject({ code: 2, stderr: 'error: --dry-run goes with --fix.\n' });
  });
});

describe('tenon rules', () => {
  test('lists every rule, and explains one by code or name', async () => {
    const list = await tenon(['rules', '--format', 'json']);
    const rules = JSON.parse(list.stdout) as { code: string; fixes: boolean }[];
    expect(rules.length).toBeGreaterThanOrEqual(120);
    expect(rules.filter(({ fixes }) => fixes).length).toBeGreaterThanOrEqual(72);
    const page = await tenon(['rules', 'TN1703']);
    expect(page.stdout).toMatch(/^TN1703: units of objectives\n/u);
    expect(page.stdout).not.toContain('```');
    expect(await tenon(['rules', 'objective-unit'])).toEqual(page);
  });

  test('names the nearest one when there is no such rule', async () => {
    const run = await tenon(['rules', 'trafic-shares']);
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain('Did you mean traffic-shares?');
  });
});
