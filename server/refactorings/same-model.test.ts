import { expect, it } from 'vitest';
import { isDeclaration, offsetsOf } from '../../language/index.ts';
import { exampleTexts, galleryTexts, NOTHING_READ } from '../testing/example-texts.ts';
import { hostOf, modelFile } from '../testing/model-files.ts';
import { expectSameModel, findIn } from '../testing/try-refactoring.ts';
import { nodesIn } from '../text/nodes-in.ts';
import type { Selected } from './refactoring.ts';
import { REFACTORINGS } from './registry.ts';
import { tried } from './trial.ts';

/** Of what can be moved to many files, two are enough here. */
const MOST_OFFERS = 2;

/** Every one of them would take minutes; any one of them may be wrong, so these are spread over the file. */
const EACH = 4;

/** Selections at declarations and values of a file. */
function selections(files: Readonly<Record<string, string>>, path: string): Selected[] {
  const model = modelFile(hostOf(files, NOTHING_READ), path);
  const places = nodesIn(model.file.ast)
    .filter(
      (node) =>
        /Literal$|^NameRef$/u.test(node.$type) || (isDeclaration(node) && node.$container?.$type === 'File'),
    ) // prettier-ignore
    .flatMap((node) => offsetsOf(node)?.start ?? []);
  const spread = [...new Set(places)].filter((_, index) => index % EACH === 0);
  return spread.map((start) => ({ model, start, end: start }));
}

/** Makes every change that is offered in a file, each by itself; tells what was made and what was refused. */
async function changeAll(
  files: Readonly<Record<string, string>>,
  path: string,
): Promise<Map<string, number>> {
  const made = new Map<string, number>();
  for (const selected of selections(files, path)) {
    for (const refactoring of REFACTORINGS.filter(({ id }) => id !== 'split-file')) {
      const offers = refactoring.offers(selected).flatMap((offer) => ('choice' in offer ? offer.choice : []));
      for (const choice of offers.slice(0, MOST_OFFERS)) {
        const { host } = selected.model;
        const change = await refactoring.change(selected, choice, { find: findIn(host) });
        if ('problem' in change || 'problem' in tried(host, change)) continue;
        expectSameModel(selected, change);
        made.set(refactoring.id, (made.get(refactoring.id) ?? 0) + 1);
      }
    }
  }
  return made;
}

it.each([
  ['delays/release.tenon', { 'extract-parameter': 1, 'move-declaration': 2 }],
  ['delays/service.tenon', { 'extract-parameter': 2, 'move-declaration': 2 }],
  ['delays/features.tenon', { 'extract-parameter': 2, 'move-declaration': 2 }],
  ['platform/cloud.tenon', { 'extract-parameter': 3 }],
])('every change that is made leaves the model as it is: flights/%s', async (path, atLeast) => {
  const made = await changeAll(exampleTexts('flights'), path);
  for (const [id, count] of Object.entries(atLeast))
    expect(made.get(id) ?? 0, id).toBeGreaterThanOrEqual(count);
});

it.each([
  ['multi-tenant.tenon', { 'extract-parameter': 5, 'move-declaration': 2 }],
  ['hyper-search.tenon', { 'extract-parameter': 4, 'move-declaration': 2 }],
])('every change that is made leaves the model as it is: gallery/%s', async (path, atLeast) => {
  const made = await changeAll(galleryTexts(path), path);
  for (const [id, count] of Object.entries(atLeast))
    expect(made.get(id) ?? 0, id).toBeGreaterThanOrEqual(count);
});
