import { expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import { hostOf, modelFile } from '../testing/model-files.ts';
import { downstreamInTurns, downstreamOf, upstreamOf, type LineageStep } from './lineage.ts';
import { ProjectNames } from './project-names.ts';
import type { Symbol } from '../../language/index.ts';

const host = hostOf({
  'data.tenon': `package shop
source swipes { event_time: at, schema { card_id : string key, amount : float64, at : timestamp } }
entity card { key: card_id }
features activity of card from swipes {
  total = sum(amount) over 7d
}
features more of card from activity { ratio = total / 2 }
bundle now { takes [activity] }
`,
  'model.tenon': `package shop
training net on swipes { entrypoint: "t.py", label: amount > 5 }
model net { artifact: onnx("net.onnx"), input x : float32[batch, 2] from now, output y : float32[batch, 1] }
service api { serves net on triton }
deployment all { uses [api], emit [triton] }
`,
});
const names = new ProjectNames(host.project, host.words);
const symbolAt = (path: string): Symbol => {
  const [first, ...rest] = path.split('.');
  const [kind, name] = first!.split(' ');
  const top = [...host.project.files.values()].flatMap(({ symbols }) => symbols.declared).find((each) => each.kind === kind && each.name === name)!; // prettier-ignore
  return rest.reduce((symbol, member) => symbol.members.get(member)!, top);
};
const told = (steps: LineageStep[]): string[] =>
  steps
    .map(
      ({ symbol, ranges }) => `${symbol.kind} ${symbol.name} ${ranges.map(({ start }) => start.line).join()}`,
    )
    .sort();
const down = (path: string): string[] =>
  told(downstreamOf(symbolAt(path), names, (each) => modelFile(host, each)));
const up = (path: string): string[] => told(upstreamOf(symbolAt(path), names));

it('goes down from a column to the deployment', () => {
  expect(down('source swipes')).toContain('column amount 1');
  expect(down('source swipes.amount')).toEqual(['feature total 4', 'training net 1']);
  expect(down('features activity.total')).toEqual(['feature ratio 6', 'features activity 4']);
  expect(down('features activity')).toEqual(['bundle now 7', 'features more 6']);
  expect(down('bundle now')).toEqual(['input x 2']);
  expect(down('model net.x')).toEqual(['model net 2']);
  expect(down('training net')).toEqual(['model net 2']);
  expect(down('model net')).toEqual(['output y 2', 'service api 3']);
  expect(down('service api')).toEqual(['deployment all 4']);
});

it('goes up from the deployment to a column, with the places where things are named', () => {
  expect(up('deployment all')).toEqual(['service api 4']);
  expect(up('service api')).toEqual(['model net 3']);
  expect(up('model net')).toEqual(['input x 2', 'training net 2']);
  expect(up('model net.x')).toEqual(['bundle now 2']);
  expect(up('bundle now')).toEqual(['features activity 7']);
  expect(up('features activity')).toEqual(['entity card 3', 'feature total 4', 'source swipes 3']);
  expect(up('features more.ratio')).toEqual(['feature total 6']);
  expect(up('features activity.total')).toEqual(['column amount 4']);
  expect(up('source swipes.amount')).toEqual(['source swipes 1']);
});

it('says the same in turns, and nothing when it is cancelled', async () => {
  const swipes = symbolAt('source swipes');
  const fileAt = (path: string) => modelFile(host, path);
  const source = new CancellationTokenSource();
  const found = await downstreamInTurns(swipes, names, fileAt, source.token);
  expect(told(found)).toEqual(down('source swipes'));
  source.cancel();
  expect(await downstreamInTurns(swipes, names, fileAt, source.token)).toEqual([]);
});
