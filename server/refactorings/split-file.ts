import { VOCABULARY, type Symbol } from '../../language/index.ts';
import { groupBy } from '../text/group-by.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import { freePath } from './move-declaration.ts';
import { movable, relocate } from './relocation.ts';
import type { Offer, Refactoring } from './refactoring.ts';
import { selectedDeclarations } from './selected.ts';

/** One file for each area of the language, such as data and serving; or one for each declaration. */
type Choice = 'area' | 'declaration';

/** A file with fewer declarations than this is not worth splitting. */
const FEWEST = 3;

/** Splits a file in several of the same package. The first group stays where it is, so that its history does. */
export const splitFile: Refactoring = {
  id: 'split-file',
  kind: 'refactor.move.split',

  offers(selected) {
    const { model } = selected;
    const all = movable(model.file);
    const isAtTop = selectedDeclarations(selected).length > 0 || isHead(selected.start, all);
    if (!isAtTop || all.length < FEWEST) return [];
    const areas = groups('area', model).length;
    const offers: Offer[] = [];
    if (areas > 1) offers.push({ title: `Split this file into ${areas} files, one for each area`, choice: 'area' satisfies Choice }); // prettier-ignore
    offers.push({ title: `Split this file into ${groups('declaration', model).length} files, one for each declaration`, choice: 'declaration' satisfies Choice }); // prettier-ignore
    return offers;
  },

  change({ model }, choice, tools) {
    const [, ...others] = groups(choice as Choice, model);
    const taken = new Set<string>();
    const destinations = others.flatMap(({ name, symbols }) => {
      const path = freePath(model, name, taken);
      taken.add(path);
      return symbols.map((symbol) => ({ symbol, path, package: model.file.symbols.package }));
    });
    return relocate(model, destinations, tools);
  },
};

/** Above the first declaration: in the package, the imports, or the comments there. */
const isHead = (offset: number, [first]: readonly Symbol[]): boolean =>
  first !== undefined && offset < (first.node.$cstNode?.offset ?? 0);

interface Group {
  readonly name: string;
  readonly symbols: readonly Symbol[];
}

/** What an environment or a deployment needs is spread over all files, so they are a group like any other. */
function groups(choice: Choice, { file }: ModelFile): Group[] {
  const keyOf = (symbol: Symbol): string =>
    choice === 'area' ? (VOCABULARY.nouns.get(symbol.kind)?.area ?? symbol.kind) : symbol.name;
  // Elements of several kinds that share a name belong together.
  return [...groupBy(movable(file), keyOf)].map(([name, symbols]) => ({ name, symbols }));
}
