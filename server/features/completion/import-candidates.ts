import { isImportStatement, offsetsOf, type Syntax } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import type { NameView } from './name-view.ts';
import { referenceCandidate } from './reference-candidates.ts';

/** The next part of a package's name, with braces where a package ends. */
export function* importedPackages(node: Syntax.ImportStatement, view: NameView): Iterable<Candidate> {
  const { project } = view.project.analysis;
  const above = node.package.includes('.') ? node.package.slice(0, node.package.lastIndexOf('.') + 1) : '';
  const others = view.written.ast.statements
    .filter(isImportStatement)
    .filter((each) => !isAt(each, view.start));
  const imported = new Set(others.map((each) => each.package));
  for (const name of project.packages()) {
    if (!name.startsWith(above) || name === '' || name === view.symbols.package) continue;
    const label = name.slice(above.length);
    yield {
      label,
      kind: CandidateKind.Module,
      insert: node.names.length > 0 ? label : `${label}.{ $0 }`,
      isSnippet: node.names.length === 0,
      goesOn: node.names.length === 0,
      rank: imported.has(name) ? 1 : 0,
    };
  }
}

function isAt(statement: Syntax.ImportStatement, offset: number): boolean {
  const place = offsetsOf(statement);
  return place !== undefined && place.start <= offset && offset <= place.end;
}

/** What a package declares and the import does not name yet. */
export function* importedNames(node: Syntax.ImportedName, view: NameView): Iterable<Candidate> {
  const statement = node.$container;
  const { project } = view.project.analysis;
  const there = new Set(statement.names.filter((each) => each !== node).map(({ name }) => name));
  for (const name of project.namesOf(statement.package)) {
    const [symbol] = project.declared(statement.package, name);
    if (symbol && !there.has(name)) yield referenceCandidate(symbol, view, { rank: 0, commit: [] });
  }
}

/** Names for the package of a file: what its neighbours say, then what its folder says. */
export function* ownPackages(
  { name }: Syntax.PackageStatement,
  { written, project }: NameView,
): Iterable<Candidate> {
  const above = name.includes('.') ? name.slice(0, name.lastIndexOf('.') + 1) : '';
  const folder = folderOf(written.path);
  const near = new Set<string>();
  for (const file of project.analysis.project.files.values()) {
    if (file.path !== written.path && !file.library && folderOf(file.path) === folder) near.add(file.package);
  }
  const parts = written.path.replace(/\.tenon$/u, '').split('/').filter((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part)); // prettier-ignore
  const fromPath = [parts.slice(0, -1).join('.'), parts.join('.')];
  for (const [order, found] of [...near, ...fromPath].entries()) {
    if (found === '' || !found.startsWith(above)) continue;
    const detail = near.has(found) ? 'as the files beside it' : 'as its folder';
    yield {
      label: found.slice(above.length),
      kind: CandidateKind.Module,
      detail,
      rank: near.has(found) ? 0 : 1,
      order,
    };
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
