import type { Syntax } from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { referenceCandidate, type NameView } from './reference-candidates.ts';

/** The next part of a package's name, with braces where a package ends. */
export function* packageNames(node: Syntax.ImportStatement, view: NameView): Iterable<Candidate> {
  const { project } = view.project.analysis;
  const above = node.package.includes('.') ? node.package.slice(0, node.package.lastIndexOf('.') + 1) : '';
  const rests = project
    .packages()
    .filter((name) => name.startsWith(above) && name !== '' && name !== view.symbols.package);
  for (const rest of rests.map((name) => name.slice(above.length))) {
    yield {
      label: rest,
      kind: CandidateKind.Module,
      insert: node.names.length > 0 ? rest : `${rest}.{ $0 }`,
      isSnippet: node.names.length === 0,
      goesOn: node.names.length === 0,
      rank: 0,
    };
  }
}

/** What a package declares and the import does not name yet. */
export function* importedNames(node: Syntax.ImportedName, view: NameView): Iterable<Candidate> {
  const statement = node.$container;
  const { project } = view.project.analysis;
  const there = new Set(statement.names.filter((each) => each !== node).map(({ name }) => name));
  for (const name of project.namesOf(statement.package)) {
    const [symbol] = project.declared(statement.package, name);
    if (symbol && !there.has(name)) yield referenceCandidate(symbol, view, { rank: 0 });
  }
}
