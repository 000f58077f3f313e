import {
  isAction,
  isDeclaration,
  NameScope,
  syntaxAt,
  VOCABULARY,
  whereIs,
  type Diagnostic,
  type ProposedFix,
  type Syntax,
  type ValueType,
} from '../../../language/index.ts';
import { clausesOf } from '../../names/expected.ts';
import type { FileView } from '../../names/statement-place.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { CoreData } from './core-fixes.ts';

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

/** As the first line of the body, which is made when there is none. */
function propertyFix(
  text: string,
  finding: Diagnostic,
  node: Syntax.Declaration,
  model: ModelFile,
): ProposedFix {
  const fix = (offset: number, newText: string): ProposedFix => {
    const at = model.document.positionAt(offset);
    return {
      title: `Add ${text}`,
      edits: [{ file: finding.file, range: { start: at, end: at }, newText }],
      preferred: true,
    };
  };
  const indent = ' '.repeat(whereIs(node).start.character);
  if (!node.body)
    return fix(model.document.offsetAt(whereIs(node).end), ` {\n${indent}  ${text}\n${indent}}`);
  const { start, end } = whereIs(node.body);
  const inside = model.document.offsetAt(start) + 1;
  const isOneLine = start.line === end.line;
  if (!isOneLine) return fix(inside, `\n${indent}  ${text}`);
  return fix(inside, node.body.statements.length > 0 ? ` ${text},` : ` ${text}`);
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
  if (type.items) return `[${sampleValue(type.items, view)}]`;
  if (type.file || /text|path|URI/u.test(type.description)) return '""';
  return /number/u.test(type.description) ? '1' : 'name';
}
