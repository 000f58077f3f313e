import { expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { hostOf, modelFile } from '../../testing/model-files.ts';
import { HINT_KINDS } from './hint.ts';
import { inlayHints } from './inlay-hints.ts';

const TEXT = `package a
source s { event_time: at, schema { id : string key, amount : float64, at : timestamp } }
entity e { key: id }
features f of e from s {
  total = sum(amount) over 7d
  typed : float32 = avg(amount) over 7d
}
bundle b { takes [f] }
param copies : int in 1..9 = 2
model m {
  artifact: onnx("m.onnx")
  input  x : float32[batch, 2] from b
  output y : float32[batch, 1]
}
training t on s {
  framework: pytorch
  entrypoint: "t.py"
  label: amount > 1
  runs on main.c.gpus { nodes: 2 }
  batch { global: 512, per_gpu: 8 }
}
service api { serves m on triton }
cloud main on aws { region: "eu-central-1", cluster c on eks { pool gpus { machine: "g5.12xlarge", count: 0..4 } } }
pipeline p {
  step rows = read s
  step all  = join rows with f { both = total + amount }
}
environment prod { param copies = 6, cloud main { cluster c { pool gpus { count: 1..2 } } } }
`;

function hints(kinds: readonly (typeof HINT_KINDS)[number][] = HINT_KINDS, from = 0, to = 99): string[] {
  const host = hostOf({ 'a.tenon': TEXT });
  host.project.settings = { ...host.project.settings, environment: 'prod' };
  const range = { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
  return inlayHints(modelFile(host, 'a.tenon'), range, new Set(kinds)).map(
    ({ kind, position, text, origin }) =>
      `${kind} ${position.line}:${position.character} ${text}${origin ? ` → ${origin.range.start.line}` : ''}`,
  );
}

it('shows what follows from elsewhere, with the place that it comes from', () => {
  expect(hints()).toEqual([
    'types 4:7 : float64? → 1',
    'counts 7:20 2 features → 3',
    'environmentValues 8:30 6 in prod → 27',
    'featureCounts 11:37 2 features → 7',
    'worldSize 18:34 world size 2 → 18',
    'counts 19:35 32 micro batches → 19',
    'shapes 21:22 float32[batch, 2] → float32[batch, 1] → 11',
    'counts 22:110 4..8 GPUs → 22',
    'environmentValues 22:110 1..2 in prod → 27',
    'counts 25:56 5 columns → 3',
  ]);
});

it('shows only what is wanted and can be seen', () => {
  for (const kind of HINT_KINDS) {
    expect(hints([kind])).toEqual(hints().filter((hint) => hint.startsWith(`${kind} `)));
    expect(hints([kind])).not.toEqual([]);
  }
  expect(hints([])).toEqual([]);
  expect(hints(HINT_KINDS, 7, 8).map((hint) => hint.split(' ')[0])).toEqual(['counts', 'environmentValues']);
});

it('has a setting for each kind, on by default', () => {
  const { properties } = manifest.contributes.configuration;
  const settings = Object.entries(properties).filter(([key]) => key.startsWith('tenon.inlayHints.'));
  expect(settings.map(([key, { default: value }]) => `${key} ${String(value)}`).sort()).toEqual(
    HINT_KINDS.map((kind) => `tenon.inlayHints.${kind} true`).sort(),
  );
});
