import {
  isDeclaration,
  syntaxAt,
  VOCABULARY,
  whereIs,
  type Diagnostic,
  type ProposedFix,
} from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { sampleValue } from './add-missing.ts';

/** More kinds than these would be a guess. */
const MOST_KINDS = 3;

/** Declares a name that is not known, below the declaration that uses it, with what it has to have. */
export function createDeclaration(finding: Diagnostic, model: ModelFile): ProposedFix[] {
  const { name, kinds, importFrom } = (finding.data ?? {}) as {
    readonly name?: string;
    readonly kinds?: readonly string[];
    readonly importFrom?: readonly string[];
  };
  const fitting = (kinds ?? []).filter((kind) => isDeclared(kind));
  // A name that is declared elsewhere is meant to be imported.
  if (name === undefined || !/^[A-Za-z_]\w*$/u.test(name) || (importFrom ?? []).length > 0) return [];
  if (fitting.length > MOST_KINDS) return [];
  const place = syntaxAt(model.file.ast, model.document.offsetAt(finding.range.start))?.node;
  let top: { readonly $container?: unknown } | undefined = place;
  while (top && !(isDeclaration(top) && top.$container?.$type === 'File')) {
    top = top.$container as { readonly $container?: unknown } | undefined;
  }
  if (!isDeclaration(top)) return [];
  const at = whereIs(top).end;
  const lineEnd = model.file.text.includes('\r\n') ? '\r\n' : '\n';
  return fitting.map((kind) => ({
    title: `Create ${kind} ${name}`,
    edits: [
      {
        file: finding.file,
        range: { start: at, end: at },
        newText: ['', '', ...declaration(kind, name, model)].join(lineEnd),
      },
    ],
  }));
}

const isDeclared = (kind: string): boolean => VOCABULARY.nouns.get(kind)?.in.includes('file') === true;

function declaration(kind: string, name: string, model: ModelFile): string[] {
  const word = VOCABULARY.nouns.get(kind)!;
  const view = { symbols: model.file.symbols, project: model.project };
  const required = <T extends { readonly required?: boolean }>(
    words: Readonly<Record<string, T>>,
  ): [string, T][] => Object.entries(words).filter(([, each]) => each.required === true);
  const clauses = required(word.clauses).map(([clause, { type }]) => ` ${clause} ${sampleValue(type, view)}`);
  const header = `${kind} ${name}${clauses.join('')}`;
  if (word.value)
    return [`${header}${word.typed === 'required' ? ' : string' : ''} = ${sampleValue(word.value, view)}`];
  const properties = required(word.properties).map(
    ([property, { type }]) => `  ${property}: ${sampleValue(type, view)}`,
  );
  return [`${header} {`, ...properties, '}'];
}
