import type { FactProblem, ProjectFacts, TableColumn, TableFact, TableSchema } from '../../project/facts.ts';
import { NO_FACTS } from '../../project/facts.ts';
import { Project } from '../../project/project.ts';

/** A table as tests write it: each column with its type as in a model, or with more that is known of it. */
export type WrittenTable =
  | { readonly problem: FactProblem }
  | (Omit<TableSchema, 'columns'> & { readonly columns: Readonly<Record<string, string | WrittenColumn>> });
type WrittenColumn = Omit<TableColumn, 'name' | 'type'> & { readonly type: string };

export function tableFact(written: WrittenTable | undefined): TableFact | undefined {
  if (written === undefined || 'problem' in written) return written;
  const columns = Object.entries(written.columns).map(([name, column]): TableColumn => {
    const { type, ...more } = typeof column === 'string' ? { type: column } : column;
    return { name, type: typeOf(type), ...more };
  });
  return { ...written, columns };
}

/** Facts about data files; files that are not named were not looked at. */
export const tableFacts = (tables: Readonly<Record<string, WrittenTable>>): ProjectFacts => ({
  ...NO_FACTS,
  exists: (path) => (Object.hasOwn(tables, path) ? true : undefined),
  schema: (path) => tableFact(tables[path]),
});

function typeOf(written: string): TableColumn['type'] {
  const project = new Project();
  project.setFile('type.tenon', `source s { schema { c : ${written} } }`);
  const resolution = project.resolve();
  const source =
    'system' in resolution ? resolution.system.elements.find(({ kind }) => kind === 'source') : undefined;
  const type = source?.kind === 'source' ? source.columns[0]?.type : undefined;
  if (!type) throw new Error(`${written} is no type.`);
  return type;
}
