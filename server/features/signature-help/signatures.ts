import type { MarkupContent, Position, SignatureInformation } from 'vscode-languageserver';
import {
  documentationOf,
  FUNCTIONS,
  isAction,
  isDeclaration,
  METRICS,
  NameScope,
  syntaxAt,
  textOf,
  type Symbol,
} from '../../../language/index.ts';
import { clausesOf, expectedAt } from '../../names/expected.ts';
import { namesOf } from '../../names/occurrences.ts';
import { verbOf } from '../../names/statement-place.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { callAt, type OpenCall } from './call-at.ts';

/** How something is written, and which part of it the cursor is at. */
export interface Signature {
  readonly label: string;
  readonly doc?: string;
  readonly parameters: readonly { readonly label: string; readonly doc?: string }[];
  readonly active?: number;
}

/** The function or template whose arguments are written; `withVerbs` also tells what a verb takes. */
export function signatureAt(model: ModelFile, position: Position, withVerbs: boolean): Signature | undefined {
  const text = model.document.getText();
  const offset = model.document.offsetAt(position);
  const call = callAt(text, offset);
  if (call) return ofTemplate(call, model) ?? ofFunction(call, model);
  return withVerbs ? ofVerb(offset, model) : undefined;
}

function ofFunction({ name, start, argument }: OpenCall, model: ModelFile): Signature | undefined {
  const known = FUNCTIONS.get(name);
  if (known) {
    const inside = known.signature.slice(name.length + 1, -1);
    const parameters = inside === '' ? [] : inside.split(', ').map((label) => ({ label }));
    return { label: known.signature, doc: known.doc, parameters, active: argument };
  }
  const metric = METRICS.get(name);
  if (metric) return { label: `${name}(…)`, doc: metric.doc, parameters: [] };
  const node = syntaxAt(model.file.ast, start)?.node;
  const at = node && expectedAt(node, { symbols: model.file.symbols, project: model.project });
  const type = at?.expected.is === 'value' ? at.expected.type : undefined;
  const doc = type?.functions?.[name] ?? type?.items?.functions?.[name];
  return doc === undefined ? undefined : { label: `${name}(…)`, doc, parameters: [] };
}

function ofTemplate({ name, argument, named }: OpenCall, model: ModelFile): Signature | undefined {
  const scope = new NameScope(model.project.analysis.project, model.file.symbols);
  const template = scope.lookupOutside(name, ['template']);
  if (template?.kind !== 'template') return undefined;
  const parameters = template.all.filter(({ kind }) => kind === 'parameter');
  const labels = parameters.map((parameter) => ({ label: oneLine(textOf(parameter.node)) }));
  const index = named === undefined ? argument : parameters.findIndex((each) => each.name === named);
  return {
    label: `${name}(${labels.map(({ label }) => label).join(', ')}) for ${kindOf(template)}`,
    ...documented(template),
    parameters: labels,
    ...(index >= 0 ? { active: index } : {}),
  };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

function documented({ node }: Symbol): { doc?: string } {
  const doc = documentationOf(node);
  return doc === undefined ? {} : { doc };
}

function kindOf({ node }: Symbol): string {
  const clause = isDeclaration(node) ? node.clauses.find(({ word }) => word === 'for') : undefined;
  return clause?.value ? textOf(clause.value) : '…';
}

/** `retry 3 times backoff … from … to …`: the object of a verb and the clauses that may follow. */
function ofVerb(offset: number, model: ModelFile): Signature | undefined {
  const before = model.document.getText().slice(0, offset).trimEnd().length;
  const view = { symbols: model.file.symbols, project: namesOf(model).project };
  let node: { $container?: unknown } | undefined = syntaxAt(model.file.ast, before)?.node;
  while (node && !isAction(node)) {
    if (isDeclaration(node)) return undefined;
    node = node.$container as typeof node;
  }
  const word = isAction(node) ? verbOf(node, view) : undefined;
  if (!isAction(node) || !word) return undefined;
  const object = word.object ? [{ label: optional('…', word.object.required), doc: word.object.doc }] : [];
  const clauses = Object.entries(clausesOf(node, view)).map(([name, clause]) => ({
    label: optional(`${name} …`, clause.required),
    doc: clause.doc,
  }));
  const parameters = [...object, ...clauses];
  const last = node.clauses.at(-1);
  const index = last
    ? parameters.findIndex(({ label }) => label.includes(`${last.word} …`))
    : object.length - 1;
  return {
    label: [node.verb, ...parameters.map(({ label }) => label)].join(' '),
    doc: word.doc,
    parameters,
    ...(index >= 0 ? { active: index } : {}),
  };
}

const optional = (text: string, required: boolean | undefined): string => (required ? text : `[${text}]`);

/** With the places of the parameters in the label, since two may be written alike. */
export function signatureInformation(
  { label, doc, parameters }: Signature,
  translate: (english: string) => string = (english) => english,
): SignatureInformation {
  let from = 0;
  const documented = (text: string | undefined): { documentation?: MarkupContent } =>
    text === undefined ? {} : { documentation: { kind: 'markdown', value: translate(text) } };
  return {
    label,
    ...documented(doc),
    parameters: parameters.map((parameter) => {
      const start = label.indexOf(parameter.label, from);
      from = start + parameter.label.length;
      const place: [number, number] = [start, from];
      return { label: place, ...documented(parameter.doc) };
    }),
  };
}
