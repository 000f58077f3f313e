import {
  CODES,
  isAction,
  isDeclaration,
  NameScope,
  syntaxAt,
  VOCABULARY,
  whereIs,
  type Diagnostic,
  type ProposedFix,
  type Range,
  type Syntax,
  type ValueType,
} from '../../../language/index.ts';
import { clausesOf } from '../../names/expected.ts';
import type { FileView } from '../../names/statement-place.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { CoreData } from './core-fixes.ts';
import type { FileEdit } from './workspace-edit.ts';

/** Adds a required property or clause, with a value of the right form to be replaced. */
export function addMissing(
  finding: Diagnostic,
  { missing, form }: CoreData,
  model: ModelFile,
): ProposedFix[] {
  const node = syntaxAt(model.file.ast, model.document.offsetAt(finding.range.start))?.node;
  if (missing === undefined || !(isDeclaration(node) || isAction(node))) return [];
  const view: FileView = { symbols: model.file.symbols, project: model.project };
  if (form === 'clause') {
    const type = clausesOf(node, view)[missing]?.type;
    if (!type) return [];
    const text = `${missing} ${sampleValue(type, view)}`;
    const at = finding.range.end;
    return [{ title: `Add ${text}`, edits: [{ file: finding.file, range: { start: at, end: at }, newText: ` ${text}` }], preferred: true }]; // prettier-ignore
  }
  const type = isDeclaration(node) ? VOCABULARY.nouns.get(node.noun)?.properties[missing]?.type : undefined;
  if (!type || !isDeclaration(node)) return [];
  return [propertyFix(`${missing}: ${sampleValue(type, view)}`, finding, node, model)];
}

/**
 * All clauses and properties that a declaration must have and has not, at once and with places to fill in; nothing
 * when there is at most one.
 */
export function addAllMissing(finding: Diagnostic, model: ModelFile): FileEdit[] {
  const node = syntaxAt(model.file.ast, model.document.offsetAt(finding.range.start))?.node;
  if (finding.code !== CODES.missingProperty || !isDeclaration(node)) return [];
  const view: FileView = { symbols: model.file.symbols, project: model.project };
  const word = VOCABULARY.nouns.get(node.noun);
  const missing = model.checked.problems.flatMap((problem) => {
    if (problem.code !== CODES.missingProperty || problem.node !== node) return [];
    const { missing: name = '', form } = (problem.data ?? {}) as CoreData;
    const type = (form === 'clause' ? word?.clauses : word?.properties)?.[name]?.type;
    return type ? [{ name, form, value: sampleValue(type, view) }] : [];
  });
  if (missing.length < 2) return [];
  const file = finding.file;
  const edits: FileEdit[] = [];
  let place = 0;
  const written = (form: CoreData['form'], sign: string): { plain: string[]; snippet: string[] } => {
    const own = missing.filter((each) => each.form === form);
    return {
      plain: own.map(({ name, value }) => `${name}${sign}${value}`),
      snippet: own.map(({ name, value }) => `${name}${sign}\${${++place}:${escaped(value)}}`),
    };
  };
  const clauses = written('clause', ' ');
  if (clauses.plain.length > 0) {
    const { end } = whereIs(node, node.name === undefined ? 'noun' : 'name');
    const text = (all: readonly string[]): string => all.map((each) => ` ${each}`).join('');
    edits.push({ file, range: { start: end, end }, newText: text(clauses.plain), snippet: text(clauses.snippet) }); // prettier-ignore
  }
  const properties = written('property', ': ');
  if (properties.plain.length > 0) {
    const { newText: snippet } = placed(properties.snippet, node, model, escaped);
    edits.push({ file, ...placed(properties.plain, node, model), snippet });
  }
  return edits;
}

/** What means something in a snippet. */
const escaped = (text: string): string => text.replaceAll(/[$}\\]/gu, String.raw`\$&`);

function propertyFix(
  text: string,
  finding: Diagnostic,
  node: Syntax.Declaration,
  model: ModelFile,
): ProposedFix {
  return {
    title: `Add ${text}`,
    edits: [{ file: finding.file, ...placed([text], node, model) }],
    preferred: true,
  };
}

/** As the first lines of the body, which is made when there is none; `sign` writes its braces. */
function placed(
  texts: readonly string[],
  node: Syntax.Declaration,
  model: ModelFile,
  sign = (text: string): string => text,
): { readonly range: Range; readonly newText: string } {
  const { document } = model;
  const at = (offset: number, newText: string): { range: Range; newText: string } => ({
    range: { start: document.positionAt(offset), end: document.positionAt(offset) },
    newText,
  });
  const lineEnd = model.file.text.includes('\r\n') ? '\r\n' : '\n';
  const indent = ' '.repeat(whereIs(node).start.character);
  const lines = texts.map((text) => `${lineEnd}${indent}  ${text}`).join('');
  if (!node.body) return at(document.offsetAt(whereIs(node).end), ` {${lines}${lineEnd}${indent}${sign('}')}`); // prettier-ignore
  const { start, end } = whereIs(node.body);
  const inside = document.offsetAt(start) + 1;
  if (start.line !== end.line) return at(inside, lines);
  const line = ` ${texts.join(', ')}`;
  return at(inside, node.body.statements.length > 0 ? `${line},` : line);
}

const SAMPLES: Readonly<Record<string, string>> = {
  duration: '30s',
  bytes: '4GiB',
  ratio: '80%',
  rate: '100/s',
  money: '100EUR',
};

/** A value of the right form, to be replaced. */
export function sampleValue(type: ValueType, view: FileView): string {
  const [word] = Object.keys(type.words ?? {});
  if (word !== undefined) return word;
  if (type.kinds) {
    const visible = new NameScope(view.project.analysis.project, view.symbols).visible();
    const fitting = [...visible].find(({ kind }) => type.kinds!.includes(kind));
    return fitting?.name ?? type.kinds[0] ?? 'name';
  }
  const [call] = Object.keys(type.functions ?? {});
  if (call !== undefined) return `${call}("")`;
  if (type.dimension) return SAMPLES[type.dimension] ?? '1';
  // One item needs no brackets.
  if (type.items) return sampleValue(type.items, view);
  if (type.file || /text|path|URI/u.test(type.description)) return '""';
  return /number/u.test(type.description) ? '1' : 'name';
}
