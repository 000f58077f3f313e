import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { Project } from '../../language/index.ts';

const DATA =
  'package data\n\nsource rows { event_time: at, schema { id : string key, at : timestamp } }\nentity card { key: id }\n';
const features = (days: number): string =>
  `package shop\n\nimport data.{ rows, card }\n\nfeatures a of card from rows { n = count() over ${days}d }\n` +
  'model net {\n  input x : float32[batch, 1] from a\n  output y : float32[batch, 1]\n}\nservice api { serves net on triton }\n' +
  'environment prod { model net { version: 2 } }\n';

/** Makes the garbage collector callable in this process. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

it('keeps nothing of the texts that were there before an edit', async () => {
  const collect = collector();
  const project = new Project();
  project.setFile('data.tenon', DATA);
  const before: WeakRef<object>[] = [];
  for (let days = 1; days <= 40; days++) {
    before.push(new WeakRef(project.setFile('shop.tenon', features(days)).ast));
    project.check();
    project.check('prod');
    project.takeStale();
    await setImmediate();
  }
  // The last text is there, and what was computed last may still hold the one before.
  collect();
  await setImmediate();
  collect();
  expect(before.filter((each) => each.deref()).length).toBeLessThanOrEqual(2);
});
