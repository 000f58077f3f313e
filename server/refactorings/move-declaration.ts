import { compareText, type Project, type ProjectFile } from '../../language/index.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import { movable, relocate } from './relocation.ts';
import type { Offer, Refactoring } from './refactoring.ts';
import { selectedDeclarations } from './selected.ts';

/** More files than these are no choice but a list; the nearest come first. */
const MOST_FILES = 6;

/** A choice is the package and the path that the declarations go to. */
interface Goal {
  readonly package: string;
  readonly path: string;
}

/** Moves declarations to a new file, to another one, or into a package of their own. */
export const moveDeclaration: Refactoring = {
  id: 'move-declaration',
  kind: 'refactor.move',

  offers(selected) {
    const symbols = selectedDeclarations(selected);
    const [first] = symbols;
    if (!first) return [];
    const { model } = selected;
    const what = symbols.length === 1 ? first.name : `${symbols.length} declarations`;
    const offers: Offer[] = [];
    const offer = (title: string, goal: Goal): void =>
      void offers.push({ title, choice: JSON.stringify(goal) });
    const own = model.file.symbols.package;
    const newPath = freePath(model, first.name);
    if (model.host.root === undefined && model.project.files.size === 1 && !model.path.includes('/')) {
      // A text without a folder has nowhere to go.
      return model.uri.startsWith('file:') ? [] : [{ title: `Move ${what}`, refusal: 'The text is in no folder yet; save it first.' }]; // prettier-ignore
    }
    if (movable(model.file).length > symbols.length) {
      offer(`Move ${what} to a new file ${newPath}`, { package: own, path: newPath });
    }
    for (const file of nearFiles(model.file, model.project)) {
      const to = file.symbols.package === own ? '' : ` in the package ${file.symbols.package || 'without a name'}`; // prettier-ignore
      offer(`Move ${what} to ${file.path}${to}`, { package: file.symbols.package, path: file.path });
    }
    if (own !== '') {
      const name = freePackage(`${own}.${first.name}`, model.project);
      offer(`Move ${what} to a new package ${name}`, { package: name, path: newPath });
    }
    return offers;
  },

  change(selected, choice, tools) {
    const goal = JSON.parse(choice) as Goal;
    const chosen = selectedDeclarations(selected);
    const { symbols } = selected.model.file;
    // Elements of several kinds that share a name are imported together, so they share a package, too.
    const names = new Set(goal.package === symbols.package ? [] : chosen.map(({ name }) => name));
    const all = symbols.declared.filter((symbol) => chosen.includes(symbol) || names.has(symbol.name));
    const destinations = all.map((symbol) => ({ symbol, ...goal }));
    return relocate(selected.model, destinations, tools);
  },
};

/** Files of the same package and folder first, then those that share the most of both. */
function nearFiles(own: ProjectFile, project: Project): ProjectFile[] {
  const near = [...project.files.values()].filter((file) => file !== own && isNear(file, own));
  return near.sort((a, b) => distance(a, own) - distance(b, own) || compareText(a.path, b.path)).slice(0, MOST_FILES); // prettier-ignore
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const parentOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));

const isNear = ({ path, symbols }: ProjectFile, own: ProjectFile): boolean =>
  symbols.package === own.symbols.package ||
  folderOf(path) === folderOf(own.path) ||
  parentOf(symbols.package) === parentOf(own.symbols.package);

const distance = ({ path, symbols }: ProjectFile, own: ProjectFile): number =>
  (symbols.package === own.symbols.package ? 0 : 2) + (folderOf(path) === folderOf(own.path) ? 0 : 1);

/** A path beside a file that no file of the project has, called like a declaration. */
export function freePath(
  { path, project }: ModelFile,
  name: string,
  others: ReadonlySet<string> = new Set(),
): string {
  const folder = folderOf(path);
  const base = `${folder === '' ? '' : `${folder}/`}${fileName(name)}`;
  const taken = new Set([...project.files.keys(), ...others].map((each) => each.toLowerCase()));
  for (let number = 1; ; number++) {
    const free = `${base}${number === 1 ? '' : `_${number}`}.tenon`;
    if (!taken.has(free.toLowerCase())) return free;
  }
}

const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}_]+/gu, '_').toLowerCase();

function freePackage(name: string, project: Project): string {
  const known = new Set([...project.files.values()].map(({ symbols }) => symbols.package));
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}_${number}`;
    if (!known.has(free)) return free;
  }
}
