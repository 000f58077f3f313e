import type { Position } from 'vscode-languageserver';
import { SETTINGS_FILE, VOCABULARY, type Range, type Symbol } from '../../../language/index.ts';
import type { FileOccurrences } from '../../names/find-occurrences.ts';
import { nameAt, namesOf, type NameAtPlace } from '../../names/occurrences.ts';
import { isFromFile } from '../../names/symbol-identity.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { aliasAt, aliasEdits } from './alias.ts';
import { problemOfName } from './new-name.ts';
import { packageAt, packageEdits } from './package-name.ts';
import { renameEdits, type RenameEdit } from './rename-plan.ts';
import { tiedColumns } from './tied-columns.ts';
import { tiedMembers } from './tied-members.ts';
import { isWordOfLanguage } from './language-words.ts';
import { conflictOf } from './trial.ts';

/** What can be renamed at a place: where the name stands, and what it is now. */
export interface Renameable {
  readonly range: Range;
  readonly placeholder: string;
}

export type Renamed = { readonly edits: readonly RenameEdit[] } | { readonly problem: string };

/** Finds the places of declarations in the whole project. */
export type FindPlaces = (symbols: readonly Symbol[]) => Promise<readonly FileOccurrences[]>;

/** Whether there is a name at a place that can be changed, and if there is one that can't, why. */
export function prepareRename(
  model: ModelFile,
  position: Position,
): Renameable | { readonly problem: string } | undefined {
  const alias = aliasAt(model, position) ?? packageAt(model, position);
  if (alias) return { range: alias.range, placeholder: alias.name };
  const name = nameAt(model, position);
  const [symbol] = name?.symbols ?? [];
  if (!name || !symbol) return undefined;
  const problem = reasonAgainst(name);
  return problem === undefined ? { range: name.range, placeholder: symbol.name } : { problem };
}

function reasonAgainst({ symbols }: NameAtPlace): string | undefined {
  const library = symbols.find(({ file }) => file.library);
  if (library) return `${library.name} belongs to the built-in library, which can't be changed.`;
  const word = symbols.find(({ kind, name }) => VOCABULARY.nouns.get(kind)?.choices?.[name] !== undefined);
  if (word)
    return `${word.name} is a word of the language that says which ${word.kind} it is; it is no name.`;
  const column = symbols.find(isFromFile);
  return column && `The column ${column.name} comes from the data file of ${column.parent?.name ?? 'its source'}; only the file can call it something else.`; // prettier-ignore
}

/** All edits that give what stands at a place a new name, or why it can't have that. */
export async function rename(
  model: ModelFile,
  position: Position,
  newName: string,
  find: FindPlaces,
): Promise<Renamed | undefined> {
  const alias = aliasAt(model, position);
  if (alias) {
    const problem = problemOfName(newName, []);
    if (problem !== undefined) return { problem };
    return tried(model, [alias.name, newName], aliasEdits(model, alias, newName));
  }
  const inPackage = packageAt(model, position);
  if (inPackage) {
    const problem = problemOfName(newName, []);
    if (problem !== undefined) return { problem };
    return tried(model, [inPackage.name, newName], packageEdits(model, inPackage, newName));
  }
  const name = nameAt(model, position);
  const [first] = name?.symbols ?? [];
  if (!name || !first) return undefined;
  const reason = reasonAgainst(name);
  if (reason !== undefined) return { problem: reason };
  const symbols = withTies(name.symbols, model);
  const fromFile = symbols.find(isFromFile);
  if (fromFile) {
    return { problem: `${first.name} is a key, and ${fromFile.parent?.name ?? 'another source'} takes its column ${fromFile.name} from its data file; only the file can call it something else.` }; // prettier-ignore
  }
  if (symbols.every((symbol) => symbol.name === newName)) return { edits: [] };
  const found = await find(symbols);
  const problem = problemOfName(newName, found);
  if (problem !== undefined) return { problem };
  const words = [first.name, newName];
  const plain = tried(model, words, [
    ...renameEdits(found, first, newName),
    ...settingsEdits(first, model, newName),
  ]);
  if ('edits' in plain) return plain;
  // A word that means something where the name stands does not in backticks.
  const quoted = tried(model, words, [...renameEdits(found, first, newName, true), ...settingsEdits(first, model, newName)]); // prettier-ignore
  return 'edits' in quoted ? quoted : plain;
}

/** The project file may name the environment that is used when none is named. */
function settingsEdits(symbol: Symbol, { project }: ModelFile, newName: string): RenameEdit[] {
  const { environment, places } = project.settings;
  const range = places['environment'];
  if (symbol.kind !== 'environment' || environment === undefined || !range) return [];
  const found = project.environment(environment);
  if (found !== symbol) return [];
  const qualified = `${symbol.file.package}.${newName}`;
  const newText = JSON.stringify(environment === symbol.name ? newName : qualified);
  return [{ file: SETTINGS_FILE, range, newText, part: 'project' }];
}

function withTies(symbols: readonly Symbol[], model: ModelFile): Symbol[] {
  const names = namesOf(model);
  return symbols.flatMap((symbol) =>
    symbol.kind === 'column' ? tiedColumns(symbol, names) : tiedMembers(symbol, names),
  );
}

/** Up to this many files a rename is always tried out, and in bigger projects when the name may be taken. */
const ALWAYS_TRIED = { edited: 20, project: 500 };

function tried(model: ModelFile, words: readonly string[], edits: readonly RenameEdit[]): Renamed {
  const { project, host } = model;
  const edited = new Set(edits.map(({ file }) => file));
  const isBig = edited.size > ALWAYS_TRIED.edited || project.files.size > ALWAYS_TRIED.project;
  // A name that is written nowhere and is no word of the language can't mean anything else.
  if (isBig && words.slice(1).every((word) => isFresh(word, model))) return { edits };
  const paths = [...new Set([...host.words.filesWith(words, project), ...edited])].sort();
  const problem = conflictOf(project, edits, paths);
  return problem === undefined ? { edits } : { problem };
}

const isFresh = (name: string, { project, host }: ModelFile): boolean =>
  host.words.filesWith([name], project).length === 0 &&
  project.analysis.project.anywhere(name).length === 0 &&
  !isWordOfLanguage(name);
