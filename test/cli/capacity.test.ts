import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, tenon } from './run-tenon.ts';

const capacity = (project: string, ...args: string[]): ReturnType<typeof tenon> =>
  tenon(['capacity', ...args, '-p', join('examples', project)]);

describe('tenon capacity', () => {
  test('lists the figures of every element', async () => {
    const run = await capacity('flights');
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('flights.delays.delay_api  service, delays/service.tenon:');
    expect(run.stdout).toMatch(/Left of latency\.p99 +18 ms/);
    expect(run.stdout).toMatch(/Error budget in 30 days +43\.2 min/);
    expect(run.stdout).toMatch(/Time between two runs +1 d/);
    expect(run.stdout).toContain('Prices of 2026-01-19 in USD; figures in dev.');
  });

  test('in another environment the promise is another one', async () => {
    const run = await capacity('flights', 'delay_api', '-e', 'prod');
    expect(run.stdout).toMatch(/Error budget in 30 days +21\.6 min/);
    expect(run.stdout).toContain('delays/release.tenon:');
  });

  test('shows the working of one element', async () => {
    const run = await capacity('gallery', 'sft');
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(
      /World size +64 devices\n +[=] n × g\n +n = nodes: 8 machines \(llm-finetune\.tenon:/,
    );
    expect(run.stdout).toMatch(/Gradient accumulation +\d+ micro batches/);
    expect(run.stdout).toMatch(/Weights +8\.15 GiB/);
    expect(run.stdout).toContain('assumed: Tensor and pipeline parallelism divide the weights evenly.');
    expect(run.stdout).toContain('source: Rajbhandari et al. 2020');
  });

  test('a language model that is served', async () => {
    const run = await capacity('gallery', 'chat_api');
    expect(run.stdout).toMatch(/Weights of chat_llm on each GPU +7\.45 GiB/);
    expect(run.stdout).toMatch(/Room for the KV cache +at most 121 GiB/);
  });

  test('reads the weights of an ONNX file', async () => {
    const run = await capacity('digits', 'reader', '--format', 'json');
    const { elements } = JSON.parse(run.stdout) as {
      elements: { sections: { workings: { title: string; result?: { value: number } }[] }[] }[];
    };
    const workings = elements[0]!.sections.flatMap((section) => section.workings);
    const weights = workings.find(({ title }) => title === 'Weights of digits_net on each GPU');
    // 6,586 numbers of 32 bits and 2 of 64.
    expect(weights?.result?.value).toBe(26_360);
  });

  test('an unknown name is answered with the nearest one', async () => {
    const run = await capacity('flights', 'delay_appi');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('There is no element delay_appi');
    expect(run.stderr).toContain('Did you mean delay_api?');
  });

  test('takes a price table of the project, and refuses a wrong one', async () => {
    const prices = { date: '2026-02-01', currency: 'EUR', source: 'our contract', prices: { aws: { 'eu-central-1': { 'g5.xlarge': { onDemand: 1 } } } } }; // prettier-ignore
    const folder = folderWith({ 'prices.json': JSON.stringify(prices), 'wrong.json': '{}' });
    const run = await capacity('digits', 'trainer', '--prices', join(folder, 'prices.json'));
    expect(run.stdout).toMatch(/fewest machines +720 EUR/);
    const wrong = await capacity('digits', 'trainer', '--prices', join(folder, 'wrong.json'));
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain('The price table has no date');
  });
});
