import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { folderWith, repository, SHOP, shopProject, tenon } from './run-tenon.ts';

const flights = join(repository, 'examples/flights');

interface Fact {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly text: string;
  readonly type?: string;
  readonly because: string;
  readonly file?: string;
  readonly origin?: {
    readonly file: string;
    readonly start: { readonly line: number; readonly column: number };
  };
  readonly from: readonly number[];
}
interface Answer {
  readonly derivations: readonly {
    readonly name: string;
    readonly kind: string;
    readonly facts: readonly Fact[];
  }[];
}

describe('tenon why', () => {
  test('goes from the tensor of the ONNX file of the flights back to the columns of its data', async () => {
    const { code, stdout, stderr } = await tenon(['why', 'late_net.onnx#features', '--project', flights]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    const at = (text: string): number => lines.findIndex((line) => line.trim().startsWith(text));
    const chain = [
      'file tensor input features : float32[batch, 13]',
      '<- input features : float32[batch, 13]',
      '<- features[0] = airport_load.dep_delay_avg_6h : float32',
      '<- dep_delay_avg_6h : float32 = avg(dep_delay) over 6h',
      '<- avg(dep_delay) over 6h : float64?',
      '<- dep_delay : float64?',
    ].map(at);
    expect(chain).toEqual([...chain].sort((a, b) => a - b));
    expect(chain).not.toContain(-1);
    expect(lines[at('<- dep_delay : float64?') + 1]?.trim()).toBe(
      '--> examples/flights/delays/data.tenon:35:5',
    );
    expect(stdout).toContain('<- features[12] = flight_facts.weekday');
  });

  test('gives each fact once as JSON, with what it follows from by number', async () => {
    const run = await tenon(['why', 'customer_activity.amount_7d', '--format', 'json'], {
      cwd: shopProject(),
    });
    const { derivations } = JSON.parse(run.stdout) as Answer;
    expect(derivations.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'feature shop.customer_activity.amount_7d',
    ]);
    const facts = derivations[0]!.facts;
    expect(facts.map(({ id, text, from }) => ({ id, text, from }))).toEqual([
      { id: 0, text: 'amount_7d : float64 = sum(amount) over 7d', from: [1] },
      { id: 1, text: 'sum(amount) over 7d', from: [2] },
      { id: 2, text: 'amount : float64 where value >= 0', from: [] },
    ]);
    expect(facts[2]).toMatchObject({ origin: { file: 'shop.tenon', start: { line: 10, column: 5 } } });
  });

  test('applies an environment', async () => {
    const folder = folderWith({
      'shop.tenon': `${SHOP}\nparam copies : int = 1\nenvironment prod extends dev { param copies = 4 }\n`,
    });
    expect((await tenon(['why', 'copies'], { cwd: folder })).stdout).toContain('param copies : int64 = 1');
    const { stdout } = await tenon(['why', 'copies', '-e', 'prod'], { cwd: folder });
    expect(stdout).toContain('param copies : int64 = 4');
    expect(stdout).toContain('Environment prod sets it. It covers 1.');
  });

  test('says both when a training and a model share a name', async () => {
    const { stdout } = await tenon(['why', 'late_net', '-p', flights]);
    expect(stdout).toMatch(/^model late_net$/mu);
    expect(stdout).toMatch(/^training late_net on flights$/mu);
  });

  test.each([
    [['customer_activty.amount_7d'], 1, 'Did you mean shop.customer_activity.amount_7d?'],
    [['orders', '-e', 'prdo'], 2, 'There is no environment prdo.'],
    [['models/net.onnx#x'], 1, 'No model of the project has the file models/net.onnx.'],
  ])('refuses %j with %i', async (args, code, said) => {
    const run = await tenon(['why', ...args], { cwd: shopProject() });
    expect(run.code).toBe(code);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(said);
  });
});
