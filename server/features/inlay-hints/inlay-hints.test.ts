import { expect, it } from 'vitest';
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
}
cloud main on aws { region: "eu-central-1", cluster c on eks { pool gpus { machine: "g5.12xlarge", count: 0..4 } } }
environment prod { param copies = 6 }
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
    'types 4:7 : float64?',
    'counts 7:20 2 features',
    'environmentValues 8:30 6 in prod → 21',
    'featureCounts 11:37 2 features → 7',
    'worldSize 18:34 world size 2 → 18',
  ]);
});

it('shows only what is wanted and can be seen', () => {
  expect(hints(['types'])).toEqual(['types 4:7 : float64?']);
  expect(hints([])).toEqual([]);
  expect(hints(HINT_KINDS, 7, 8).map((hint) => hint.split(' ')[0])).toEqual(['counts', 'environmentValues']);
});
