import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../tools/setup/kit/run-process.ts';
import { describeWithTool } from '../../tools/setup/testing/describe-with-tool.ts';
import { tool as graphviz } from '../../tools/setup/tools/graphviz.ts';
import { folderWith, shopProject, tenon } from './run-tenon.ts';

/** Names with everything that a diagram's language could read for its own. */
const ODD = `package 商店.数据

source \`a "b" \\n <i>#1; | end\` { schema { card_id : string key, at : timestamp }, event_time: at }
source \`a 'b' \\n <i>#1; | end\` { schema { card_id : string key } }
entity end { key: card_id }
features 特征 of end from \`a "b" \\n <i>#1; | end\` { n = count() over 7d }
sink graph { format: parquet, location: "out/" }
training net on \`a "b" \\n <i>#1; | end\` { label: card_id }
model net { input x : float32[batch, 1] from 特征, output y : float32[batch, 1] }
pipeline nightly {
  step rows = read \`a "b" \\n <i>#1; | end\`
  step kept = write rows to graph
}
`;

const diagram = async (folder: string, format: 'mermaid' | 'dot'): Promise<string> =>
  (await tenon(['model', folder, '--format', format])).stdout;

/** Ids of boxes, and of both ends of arrows. */
function parts(text: string): {
  readonly boxes: string[];
  readonly ends: string[];
  readonly arrows: string[];
} {
  const lines = text.split('\n').map((line) => line.trim().replace(/;$/u, ''));
  const arrows = lines.flatMap((line) => /^(\w+) --?> (\w+)$/u.exec(line)?.slice(1).join(' > ') ?? []);
  return {
    boxes: lines.flatMap((line) => /^(\w+) ?[[({]+.*[\])}]+$/u.exec(line)?.[1] ?? []),
    ends: arrows.flatMap((arrow) => arrow.split(' > ')),
    arrows,
  };
}

describe('tenon model as a diagram', () => {
  test.each(['mermaid', 'dot'] as const)(
    '%s has a box for each element and the ways between them',
    async (format) => {
      const { boxes, ends, arrows } = parts(await diagram('examples/flights', format));
      expect(new Set(boxes).size).toBe(boxes.length);
      expect(boxes).toEqual(
        expect.arrayContaining(['source_flights_delays_departures', 'service_flights_delays_delay_api']),
      );
      expect(ends.filter((end) => !boxes.includes(end))).toEqual([]);
      expect(new Set(arrows).size).toBe(arrows.length);
      for (const way of [
        'source_flights_delays_departures > features_flights_delays_airport_load',
        'features_flights_delays_airport_load > model_flights_delays_late_net',
        'training_flights_delays_late_net > model_flights_delays_late_net',
        'model_flights_delays_late_net > service_flights_delays_delay_api',
        // What is written goes out.
        'pipeline_flights_delays_nightly > sink_flights_delays_quarantine',
        'pipeline_flights_delays_nightly > model_flights_delays_late_net',
        'service_flights_delays_delay_api > deployment_flights_delays_flights_prod',
      ])
        expect(arrows).toContain(way);
    },
  );

  test('an element keeps its id when others come', async () => {
    const folder = shopProject();
    const before = parts(await diagram(folder, 'mermaid')).boxes;
    writeFileSync(join(folder, 'aaa.tenon'), 'package aaa\nentity first { key: id }\n');
    const after = parts(await diagram(folder, 'mermaid')).boxes;
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after.length).toBe(before.length + 1);
  });

  test('odd names are told apart and escaped', async () => {
    const text = await diagram(folderWith({ 'tenon.json': '{ "language": 1 }', 'a.tenon': ODD }), 'mermaid');
    const labels = [...text.matchAll(/^ {4}\w+[[({/]+"(.*)"[\])}/]+$/gmu)].map(([, label]) => label!);
    expect(labels.length).toBe(8);
    for (const label of labels) expect(label).toMatch(/^(?:[\p{L}\p{N}_ ]|#\d+;)+<br\/>[a-z]+$/u);
    expect(labels).toContain('特征<br/>features');
    expect(labels.filter((label) => label.startsWith('a #34;b#34;'))).toHaveLength(1);
    const { boxes, ends } = parts(text);
    expect(new Set(boxes).size).toBe(8);
    expect(ends.filter((end) => !boxes.includes(end))).toEqual([]);
  });

  test('a project of values alone is an empty diagram, and an unknown format is refused', async () => {
    const folder = folderWith({ 'tenon.json': '{ "language": 1 }', 'a.tenon': 'param n : int = 1\n' });
    expect((await tenon(['model', folder, '--format', 'mermaid'])).stdout).toBe('flowchart LR\n');
    expect(await tenon(['model', folder, '--format', 'svg'])).toMatchObject({ code: 2, stdout: '' });
  });
});

await describeWithTool('tenon model --format dot with Graphviz', graphviz, ({ dot }) => {
  const drawn = async (folder: string): Promise<string> => {
    const file = join(folderWith({ 'model.dot': await diagram(folder, 'dot') }), 'model.dot');
    const { code, stdout, stderr } = await run(dot, ['-Tsvg', file], { timeoutMs: 60_000 });
    expect(stderr).not.toContain('syntax error');
    expect(code).toBe(0);
    return stdout;
  };

  test('is drawn, whatever the names are', async () => {
    expect(await drawn('examples/flights')).toContain('>delay_api<');
    const odd = await drawn(folderWith({ 'tenon.json': '{ "language": 1 }', 'a.tenon': ODD }));
    expect(odd).toContain('>特征<');
    expect(odd).toContain('>a &quot;b&quot; \\n &lt;i&gt;#1; | end<');
  });
});
