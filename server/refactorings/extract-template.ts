import {
  isDeclaration,
  offsetsOf,
  parseQuantity,
  printDeclaredName,
  printName,
  textOf,
  VOCABULARY,
  whereIs,
  type Symbol,
  type Syntax,
} from '../../language/index.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SyntaxNode } from '../text/nodes-in.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import { extentOf } from './declaration-text.ts';
import { freeName } from './free-name.ts';
import { namesWithin } from './outer-names.ts';
import type { Offer, Refactoring } from './refactoring.ts';
import { selectedDeclarations } from './selected.ts';
import { hasComments, slotsOf, type Slot } from './similar-bodies.ts';
import { TextChanges } from './text-changes.ts';
import { valueNames } from './value-name.ts';

/** From one declaration; or from all of the file that differ from it in values only. */
type Choice = 'one' | 'similar';

/** With more parameters than this a template hides more than it says. */
const MOST_PARAMETERS = 6;

/** Makes a template of what a declaration says, and makes the declaration from it. */
export const extractTemplate: Refactoring = {
  id: 'extract-template',
  kind: 'refactor.extract.template',

  offers(selected) {
    const [symbol, ...more] = selectedDeclarations(selected);
    if (!symbol || !isDeclaration(symbol.node)) return [];
    const { name, node } = symbol;
    const title = `Extract a template from ${name}`;
    if (!KINDS.has(node.noun)) {
      const kinds = [...KINDS].join(', ');
      return node.noun === 'template' ? [] : [{ title, refusal: `There are templates for ${kinds} only, and ${name} is ${/^[aeiou]/u.test(node.noun) ? 'an' : 'a'} ${node.noun}.` }]; // prettier-ignore
    }
    if (node.value) return [{ title, refusal: `${name} is made from a template already.` }];
    if (!node.body || node.body.statements.length === 0) return [{ title, refusal: `${name} says nothing that a template could hold.` }]; // prettier-ignore
    const offers: Offer[] = more.length === 0 ? [{ title, choice: 'one' satisfies Choice }] : [];
    const similar = similarTo(symbol, selected.model);
    if (similar.length > 1) {
      const others = similar.length === 2 ? similar[1]!.name : `${similar.length - 1} similar declarations`;
      offers.push({ title: `${title} and ${others}`, choice: 'similar' satisfies Choice });
    }
    return offers;
  },

  change(selected, choice) {
    const { model } = selected;
    const [first] = selectedDeclarations(selected);
    if (!first) return Promise.resolve({ problem: 'There is no declaration here.' });
    const symbols = choice === ('similar' satisfies Choice) ? similarTo(first, model) : [first];
    const { file, project, host } = model;
    const slots = slotsOf(symbols.map((symbol) => bodyOf(symbol)!)) ?? [];
    const names = slotNames(slots);
    const template = freeName(templateNames(symbols), file, { project, words: host.words });
    const changes = new TextChanges(file);
    const top = symbols.reduce((a, b) => (offsetsOf(a.node)!.start < offsetsOf(b.node)!.start ? a : b));
    const parameters = slots.map((slot, index) => parameterText(names[index]!, slot, model));
    const list = parameters.length > 0 ? `(${parameters.join(', ')})` : '';
    const body = bodyText(bodyOf(first)!, slots, names);
    changes.insert(
      extentOf(top.node, file.text).start,
      `template ${printDeclaredName(template)}${list} for ${first.kind} ${body}\n\n`,
    );
    for (const [index, symbol] of symbols.entries()) {
      const given = slots.map(({ values }, slot) => `${printName(names[slot]!)}: ${textOf(values[index]!)}`);
      useTemplate(symbol, `${printName(template)}(${given.join(', ')})`, file.text, changes);
    }
    const prefix = file.symbols.package === '' ? '' : `${file.symbols.package}.`;
    return Promise.resolve({
      edits: changes.edits,
      made: new Map(symbols.map(({ qualifiedName }) => [qualifiedName, `${prefix}${template}`])),
      concerns: symbols.flatMap(namesWithin),
      appearing: [`${prefix}${template}`],
      named: { file: file.path, kind: 'template', name: template },
    });
  },
};

/** What templates can be for, as the vocabulary says. */
const KINDS: ReadonlySet<string> = new Set(
  Object.keys(VOCABULARY.nouns.get('template')?.clauses['for']?.type.words ?? {}),
);

const bodyOf = ({ node }: Symbol): Syntax.Body | undefined => (isDeclaration(node) ? node.body : undefined);

/** The declaration itself and others of the file that could be made from the same template. */
function similarTo(symbol: Symbol, { file }: ModelFile): Symbol[] {
  const own = bodyOf(symbol);
  if (!own) return [];
  const others = file.symbols.declared.filter(
    (other) =>
      other !== symbol &&
      other.kind === symbol.kind &&
      isDeclaration(other.node) &&
      !other.node.value &&
      other.node.body &&
      !hasComments(other.node.body),
  );
  const found = [symbol];
  for (const other of others) {
    const slots = slotsOf([...found, other].map((each) => bodyOf(each)!));
    if (slots && slots.length <= MOST_PARAMETERS) found.push(other);
  }
  return found;
}

/** What the names of all have in common, such as `api` of `churn_api` and `score_api`. */
function templateNames(symbols: readonly Symbol[]): string[] {
  const [first, ...others] = symbols.map(({ name }) => name.split('_'));
  const common = others.length === 0 ? [] : first!.filter((part) => others.every((parts) => parts.includes(part))); // prettier-ignore
  const own = `${symbols[0]!.name}_template`;
  return common.length > 0 ? [`any_${common.join('_')}`, own] : [own];
}

/** One name for each slot; parameters of one template are called differently. */
function slotNames(slots: readonly Slot[]): string[] {
  const names: string[] = [];
  for (const { places } of slots) {
    const candidates = valueNames(places[0]!);
    const base = candidates.find((name) => !names.includes(name)) ?? candidates.at(-1)!;
    let name = base;
    for (let number = 2; names.includes(name); number++) name = `${base}_${number}`;
    names.push(name);
  }
  return names;
}

function parameterText(name: string, { values }: Slot, model: ModelFile): string {
  const types = new Set(values.map((value) => typeOf(value, model)));
  const [type] = types;
  return types.size === 1 && type !== undefined ? `${printName(name)} : ${type}` : printName(name);
}

const ELEMENTS: ReadonlySet<string> = new Set(['model', 'cloud']);

function typeOf(value: SyntaxNode, model: ModelFile): string | undefined {
  switch (value.$type) {
    case 'NumberLiteral':
      return Number.isInteger((value as Syntax.NumberLiteral).value) ? 'int' : 'float';
    case 'StringLiteral':
      return 'string';
    case 'BooleanLiteral':
      return 'bool';
    case 'QuantityLiteral': {
      const parsed = parseQuantity(textOf(value));
      const dimension = 'quantity' in parsed ? parsed.quantity.dimension : '';
      return ['duration', 'money', 'bytes'].includes(dimension) ? dimension : undefined;
    }
    default: {
      const kind = model.checked.bindings.find(({ node }) => node === value)?.symbol.kind;
      return kind !== undefined && ELEMENTS.has(kind) ? kind : undefined;
    }
  }
}

function bodyText(body: Syntax.Body, slots: readonly Slot[], names: readonly string[]): string {
  const { start } = offsetsOf(body)!;
  const text = textOf(body);
  const places = slots.flatMap((slot, index) => slot.places.map((place) => ({ at: offsetsOf(place)!, name: names[index]! }))); // prettier-ignore
  let result = '';
  let from = 0;
  for (const { at, name } of places.sort((a, b) => a.at.start - b.at.start)) {
    result += text.slice(from, at.start - start) + printName(name);
    from = at.end - start;
  }
  return result + text.slice(from);
}

/** `service api on x { … }` becomes `service api = made(…) on x`. */
function useTemplate({ node }: Symbol, call: string, text: string, changes: TextChanges): void {
  if (!isDeclaration(node) || !node.body) return;
  const document = TextDocument.create('', 'tenon', 0, text);
  changes.insert(document.offsetAt(whereIs(node, 'name').end), ` = ${call}`);
  const { start, end } = offsetsOf(node.body)!;
  const blank = /[ \t]*(?:\r\n|\n)?[ \t]*$/u.exec(text.slice(0, start))![0].length;
  changes.replace(start - blank, end, '');
}
