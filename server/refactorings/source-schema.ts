import {
  isDeclaration,
  isEntry,
  offsetsOf,
  printName,
  printType,
  type Symbol,
  type Syntax,
  type TableSchema,
} from '../../language/index.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import { extentOf } from './declaration-text.ts';
import type { Refactoring, Selected } from './refactoring.ts';
import { declaredAround } from './selected.ts';
import { lineEndOf, TextChanges } from './text-changes.ts';

type Choice = 'write' | 'take';

/** Writes the columns of a data file down as a schema, or lets the file say them alone. */
export const sourceSchema: Refactoring = {
  id: 'source-schema',
  kind: 'refactor.rewrite.schema',

  offers(selected) {
    const source = sourceAt(selected);
    if (!source) return [];
    const { location, schema } = source;
    const title = schema ? `Take the schema from ${location}` : `Write the schema of ${location} down`;
    const table = tableOf(location, selected.model);
    if (typeof table === 'string') return [{ title, refusal: table }];
    if (!schema) return [{ title, choice: 'write' satisfies Choice }];
    const problem = saidMore(schema, table, location);
    return [problem === undefined ? { title, choice: 'take' satisfies Choice } : { title, refusal: problem }];
  },

  change(selected, choice) {
    const source = sourceAt(selected);
    const table = source && tableOf(source.location, selected.model);
    if (!source || table === undefined) return Promise.resolve({ problem: 'There is no source here.' });
    if (typeof table === 'string') return Promise.resolve({ problem: table });
    const { file } = selected.model;
    const changes = new TextChanges(file);
    if (choice === ('write' satisfies Choice)) writeDown(source.node, table, file.text, changes);
    else if (source.schema) takeAway(source.schema, file.text, changes);
    return Promise.resolve({ edits: changes.edits });
  },
};

interface SourceText {
  readonly symbol: Symbol;
  readonly node: Syntax.Declaration & { readonly body: Syntax.Body };
  readonly location: string;
  readonly schema: Syntax.Declaration | undefined;
}

/** A source or data set whose rows lie in a file, when the selection is in its first line, its location or its schema. */
function sourceAt(selected: Selected): SourceText | undefined {
  const symbol = declaredAround(selected);
  const node = symbol?.node;
  if (!symbol || !isDeclaration(node) || !node.body || !['source', 'dataset'].includes(node.noun)) return undefined; // prettier-ignore
  const location = node.body.statements.find((each) => isEntry(each) && each.name === 'location');
  const value = isEntry(location) ? location.value : undefined;
  if (value?.$type !== 'StringLiteral' || value.value.includes('${')) return undefined;
  const schema = node.body.statements.find((each) => isDeclaration(each) && each.noun === 'schema');
  const { text } = selected.model.file;
  const start = offsetsOf(node)!.start;
  const isNear =
    !/[\r\n]/u.test(text.slice(start, Math.max(start, selected.start))) ||
    [location, schema].some((each) => each && holds(offsetsOf(each)!, selected.start));
  if (!isNear) return undefined;
  return {
    symbol,
    node: node as SourceText['node'],
    location: value.value,
    schema: isDeclaration(schema) ? schema : undefined,
  };
}

const holds = ({ start, end }: { start: number; end: number }, offset: number): boolean => offset >= start && offset <= end; // prettier-ignore

/** What the file says, or why that is not known. */
function tableOf(location: string, { project }: ModelFile): TableSchema | string {
  const fact = project.facts.schema(location);
  if (!fact) return `What columns ${location} has is not known: there is no such file here, or its format is none that tells.`; // prettier-ignore
  if ('problem' in fact) return `${location} can't be read: ${fact.problem.message}`;
  const nameless = fact.columns.find(({ type }) => printType(type).includes('unknown'));
  return nameless ? `The column ${nameless.name} of ${location} has a type that can't be written.` : fact;
}

/** What a schema says that the file does not, as a sentence; it would be lost. */
function saidMore(schema: Syntax.Declaration, table: TableSchema, location: string): string | undefined {
  const types = new Map(table.columns.map(({ name, type }) => [name, printType(type)]));
  for (const row of schema.body?.statements ?? []) {
    if (!isEntry(row)) return 'The schema holds more than columns.';
    const what = [...row.flags, ...row.clauses.map(({ word }) => word), ...(row.body ? ['more'] : [])][0];
    if (what !== undefined) return `The schema says "${what}" of ${row.name}, which ${location} does not.`;
    if (!types.has(row.name)) return `${location} has no column ${row.name}.`;
  }
  return undefined;
}

function writeDown(node: SourceText['node'], table: TableSchema, text: string, changes: TextChanges): void {
  const { start, end } = offsetsOf(node.body)!;
  const rows = table.columns.map(({ name, type }) => ({ name: printName(name), type: printType(type) }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  const isOneLine = !text.slice(start, end).includes('\n');
  if (isOneLine) {
    const schema = `schema { ${rows.map(({ name, type }) => `${name} : ${type}`).join(', ')} }`;
    return void changes.insert(offsetsOf(node.body.statements.at(-1)!)!.end, `, ${schema}`);
  }
  const last = offsetsOf(node.body.statements.at(-1)!)!.end;
  const behindLine = last + /^[^\r\n]*/u.exec(text.slice(last))![0].length;
  const lines = rows.map(({ name, type }) => `    ${name.padEnd(width)} : ${type}`);
  changes.insert(behindLine, ['', '  schema {', ...lines, '  }'].join(lineEndOf(text)));
}

/** The whole lines of a schema, or its place among others in one line with the comma before or behind it. */
function takeAway(schema: Syntax.Declaration, text: string, changes: TextChanges): void {
  const { start, end } = offsetsOf(schema)!;
  const lines = extentOf(schema, text);
  const isAlone = text.slice(lines.start, start).trim() === '' || /\n/u.test(text.slice(lines.start, start));
  const rest = text.slice(end, lines.end).trim();
  if (isAlone && (rest === '' || rest.startsWith('//')))
    return void changes.replace(lines.start, lines.end, '');
  const before = /\s*,\s*$/u.exec(text.slice(0, start))?.[0].length ?? 0;
  const behind = before === 0 ? (/^\s*,\s*/u.exec(text.slice(end))?.[0].length ?? 0) : 0;
  changes.replace(start - before, end + behind, '');
}
