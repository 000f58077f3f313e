import { childrenOf } from '../model/children.ts';
import type { AnyElement } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { suggest } from '../scoping/suggestion.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { subjectKey, type Subject } from './derivation.ts';
import type { FactBook } from './fact-book.ts';
import { isRecovering } from './recovery-facts.ts';
import { hasRequest } from './service-facts.ts';
import { SERVING } from './serving-facts.ts';

/** Something that a name may mean; with a path, a value inside the element. */
export interface FoundSubject {
  readonly subject: Subject;
  readonly element?: AnyElement;
  readonly path: readonly string[];
}

export type FoundSubjects =
  | { readonly found: readonly FoundSubject[] }
  | { readonly problem: { readonly message: string; readonly help?: string } };

interface Known {
  readonly subject: Subject;
  readonly element?: AnyElement;
}

/** What a name means in a project: the longest part of it that is an element, and the rest inside that. */
export function findSubjects(
  name: string,
  project: Project,
  book: FactBook,
  environment: string | undefined,
): FoundSubjects {
  if (name.includes('#')) return tensorOf(name, book);
  const known = knownNames(project, environment);
  const parts = name.split('.');
  let inside: readonly Known[] = [];
  for (let length = parts.length; length > 0; length -= 1) {
    const path = parts.slice(length);
    const named = elementsCalled(parts.slice(0, length).join('.'), known);
    const fitting = named.flatMap((each) => withPath(each, path, book) ?? []);
    const names = [...new Set(fitting.map(({ subject }) => subject.qualifiedName))];
    if (names.length > 1) {
      return {
        problem: {
          message: `Several elements end with ${name}.`,
          help: `Name one in full: ${names.sort().join(', ')}.`,
        },
      };
    }
    if (fitting.length > 0) return { found: fitting };
    if (inside.length === 0) inside = named;
  }
  return { problem: unknown(name, known, inside) };
}

/** Elements with exactly this name; if there are none, those whose names end with it. */
function elementsCalled(name: string, known: readonly Known[]): readonly Known[] {
  const exact = known.filter(({ subject }) => subject.qualifiedName === name);
  return exact.length > 0 ? exact : known.filter(({ subject }) => subject.qualifiedName.endsWith(`.${name}`));
}

function withPath(known: Known, path: readonly string[], book: FactBook): FoundSubject | undefined {
  const { subject, element } = known;
  if (path.length === 0) return { ...known, path };
  const [first] = path;
  const qualifiedName = `${subject.qualifiedName}.${path.join('.')}`;
  if (subject.kind === 'step' && path.length === 1) {
    const symbol = book.symbol(subject);
    const rows = symbol && book.model.analysis.rowsOf(symbol);
    if (rows?.has(first!)) return { subject: { kind: 'row', qualifiedName }, path: [] };
    // A part of a split has the rows of the split.
    if (element && 'parts' in element && element.parts.some((part) => part.name === first))
      return { ...known, path: [] };
  }
  if (element?.kind === 'service' && path.length === 1 && hasRequest(element, first!, book)) {
    return { subject: { kind: 'request', qualifiedName }, path: [] };
  }
  return element && hasProperty(element, path) ? { ...known, path } : undefined;
}

function hasProperty(element: AnyElement, path: readonly string[]): boolean {
  if (path.length === 1 && path[0] === 'recovery') return isRecovering(element);
  if (path.length === 1 && path[0] === SERVING && element.kind === 'service') return true;
  const first = path[0]!.replaceAll(/_(\w)/gu, (_, letter: string) => letter.toUpperCase());
  return !NO_PROPERTIES.has(first) && Object.hasOwn(element, first);
}

/** What every element has says nothing about it. */
const NO_PROPERTIES: ReadonlySet<string> = new Set([
  'kind',
  'name',
  'qualifiedName',
  'origin',
  'documentation',
]);

function tensorOf(name: string, book: FactBook): FoundSubjects {
  const [path = '', tensor = ''] = name.split('#');
  const paths = book.model.all('model').flatMap(({ artifact }) => (artifact ? [artifact.path.value] : []));
  const file = paths.find((each) => each === path) ?? paths.find((each) => each.endsWith(`/${path}`));
  const fact = file === undefined ? undefined : book.model.facts.signature(file);
  if (file === undefined || fact === undefined) {
    const near = suggest(path, paths);
    return {
      problem: {
        message: `No model of the project has the file ${path}.`,
        ...(near === undefined ? {} : { help: `Did you mean ${near}#${tensor}?` }),
      },
    };
  }
  if ('problem' in fact) return { problem: { message: `${file}: ${fact.problem.message}` } };
  const names = [...fact.signature.inputs, ...fact.signature.outputs].map((port) => port.name);
  if (names.includes(tensor)) {
    return { found: [{ subject: { kind: 'file tensor', qualifiedName: `${file}#${tensor}` }, path: [] }] };
  }
  return { problem: { message: `${file} has no tensor ${tensor}.`, help: `It has ${names.join(', ')}.` } };
}

/** Everything that has a name, with its element where the resolved model has one. */
function knownNames(project: Project, environment: string | undefined): Known[] {
  const known = new Map<string, Known>();
  const add = (subject: Subject, element?: AnyElement): void => {
    const key = subjectKey(subject);
    if (!known.get(key)?.element) known.set(key, { subject, ...(element ? { element } : {}) });
  };
  const addElement = (element: AnyElement): void => {
    add(element, element);
    for (const child of childrenOf(element)) addElement(child);
  };
  const addSymbol = (symbol: Symbol): void => {
    if (symbol.kind !== 'item' && symbol.kind !== 'parameter') add(symbol);
    for (const member of symbol.all) addSymbol(member);
  };
  const resolution = project.resolve(environment);
  if ('system' in resolution) for (const element of resolution.system.elements) addElement(element);
  for (const file of project.files.values()) for (const symbol of file.symbols.declared) addSymbol(symbol);
  return [...known.values()];
}

function unknown(
  name: string,
  known: readonly Known[],
  inside: readonly Known[],
): { message: string; help?: string } {
  const names = [...new Set(known.map(({ subject }) => subject.qualifiedName))];
  const length = name.split('.').length;
  const endings = new Map(names.map((each) => [each.split('.').slice(-length).join('.'), each]));
  const near = suggest(name, names) ?? endings.get(suggest(name, endings.keys()) ?? '');
  const [owner] = inside;
  const message = `Nothing is called ${name}.`;
  if (near !== undefined) return { message, help: `Did you mean ${near}?` };
  if (owner) {
    const of = `${owner.subject.qualifiedName}.`;
    const members = names.filter((each) => each.startsWith(of)).map((each) => each.slice(of.length));
    if (members.length > 0)
      return { message, help: `${owner.subject.qualifiedName} has ${members.slice(0, 12).join(', ')}.` };
  }
  return {
    message,
    help: 'Give a name of the model such as shop.fraud.fraud_net.features; `tenon model` lists them.',
  };
}
