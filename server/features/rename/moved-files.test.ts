import { expect, it } from 'vitest';
import { readSettings } from '../../../language/index.ts';
import { hostOf } from '../../testing/model-files.ts';
import { applyTextEdits } from '../../text/apply-text-edits.ts';
import { movedFileEdits } from './moved-files.ts';

const SETTINGS =
  '{ "language": 1, "sources": ["delays", "platform"], "prices": "prices.json", "overrides": [{ "files": ["delays/**"], "rules": { "TN1412": "off" } }] }\n';
const MODEL =
  'package flights.delays\nmodel net { artifact: onnx("models/net.onnx"), input x : float32[1] }\nsource s { location: "data/*.parquet" }\n';
const USER = 'package flights.app\nimport flights.delays.{ net }\nservice api { serves net }\n';

function moved(from: string, to: string): Record<string, string> {
  const texts: Record<string, string> = {
    'delays/model.tenon': MODEL,
    'app.tenon': USER,
    'tenon.json': SETTINGS,
  };
  const host = hostOf({ 'delays/model.tenon': MODEL, 'app.tenon': USER });
  host.project.settings = readSettings(SETTINGS).settings;
  const edits = movedFileEdits(host, [{ from, to }], SETTINGS);
  const changed = [...new Set(edits.map(({ file }) => file))];
  return Object.fromEntries(changed.map((path) => [path, applyTextEdits(texts[path]!, edits.filter(({ file }) => file === path))])); // prettier-ignore
}

it('lets paths in models and in the project file follow a file or folder', () => {
  expect(moved('models/net.onnx', 'weights/net_2.onnx')['delays/model.tenon']).toContain(
    'onnx("weights/net_2.onnx")',
  );
  expect(moved('models', 'weights')['delays/model.tenon']).toContain('onnx("weights/net.onnx")');
  expect(moved('data', 'tables/raw')['delays/model.tenon']).toContain('"tables/raw/*.parquet"');
  expect(moved('prices.json', 'config/prices.json')['tenon.json']).toContain(
    '"prices": "config/prices.json"',
  );
  expect(moved('model', 'x')).toEqual({});
});

it('lets the package follow its folder', () => {
  const after = moved('delays', 'arrivals');
  expect(after['delays/model.tenon']).toContain('package flights.arrivals');
  expect(after['app.tenon']).toContain('import flights.arrivals.{ net }');
  expect(after['tenon.json']).toContain('["arrivals", "platform"]');
  expect(after['tenon.json']).toContain('"files": ["arrivals/**"]');
});
