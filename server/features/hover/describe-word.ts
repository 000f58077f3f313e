import {
  DIMENSIONS,
  FUNCTIONS,
  isAction,
  isClause,
  isDeclaration,
  isEntry,
  isHandler,
  isImportStatement,
  isPackageStatement,
  MEASURES,
  METRICS,
  parseQuantity,
  VOCABULARY,
  whereIs,
  type Syntax,
  type SyntaxPlace,
} from '../../../language/index.ts';
import { clausesOf, expectedAt, flagsOf } from '../../names/expected.ts';
import { placeOfStatement, verbOf, type FileView } from '../../names/statement-place.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { describeDataFile } from './describe-data-file.ts';
import { describePackage } from './describe-package.ts';
import { describeMachine } from './describe-machine.ts';
import { describeSchedule } from './describe-schedule.ts';
import { describeSignature } from './describe-signature.ts';
import { resolvedValues } from './resolved-values.ts';

/** A word of the language, as its vocabulary documents it; undefined for what needs no words. */
export function describeWord(place: SyntaxPlace, view: FileView, model: ModelFile): string | undefined {
  const { node, property, text } = place;
  if (isDeclaration(node) && property === 'noun') return titled(text, VOCABULARY.nouns.get(text)?.doc);
  if (isDeclaration(node) && property === 'name') {
    return titled(`${node.noun} ${text}`, VOCABULARY.nouns.get(node.noun)?.choices?.[text]);
  }
  if (isAction(node) && property === 'verb') return titled(text, verbOf(node, view)?.doc);
  if (isClause(node) && property === 'word') return describeClause(node, view);
  if (isHandler(node) && property === 'event') {
    return titled(`on ${text}`, placeOfStatement(node, view).word?.events?.[text]);
  }
  if (isImportStatement(node) && property === 'package') return describePackage(node.package, model);
  if (isPackageStatement(node) && property === 'name') return describePackage(node.name, model);
  if (property === 'flags') return titled(text, flagsOf(node, view)[text]);
  if (isEntry(node) && property === 'name') return describeProperty(node, view, model);
  const value = describeValue(place, view, model);
  const layers = layersOf(node, view, model);
  return value === undefined && layers === undefined
    ? undefined
    : [value, layers].filter((part) => part !== undefined).join('\n\n');
}

function describeValue({ node, text }: SyntaxPlace, view: FileView, model: ModelFile): string | undefined {
  if (node.$type === 'NameRef') return describeSchedule(node, Date.now()) ?? describeName(node, text, view);
  if (node.$type === 'QuantityLiteral') return describeQuantity(text);
  if (node.$type !== 'StringLiteral') return undefined;
  const { value } = node as Syntax.StringLiteral;
  return (
    describeSchedule(node, Date.now()) ??
    titled(value, describeMachine(value, model)) ??
    describeSignature(value, model) ??
    describeDataFile(value, model)
  );
}

/** Where a value that is written in a property is not the only one: what it covers, and what covers it. */
function layersOf(
  node: { readonly $type: string; readonly $container?: unknown },
  view: FileView,
  model: ModelFile,
): string | undefined {
  const { $container: container } = node as { $container?: SyntaxPlace['node'] };
  if (!container || !isEntry(container)) return undefined;
  const { around } = placeOfStatement(container, view);
  const lines = around && resolvedValues(around, { file: model.path, range: whereIs(container) }, model);
  const text = lines?.join('\n\n');
  return text !== undefined && (text.includes(', over ') || text.includes('  \n')) ? text : undefined;
}

function describeClause(clause: Syntax.Clause, view: FileView): string | undefined {
  const word = clausesOf(clause.$container, view)[clause.word];
  return word && titled(`${clause.word} …`, `${word.doc}\n\n${capital(word.type.description)}.`);
}

function describeProperty(entry: Syntax.Entry, view: FileView, model: ModelFile): string | undefined {
  const { word, around } = placeOfStatement(entry, view);
  const property =
    word && Object.hasOwn(word.properties, entry.name) ? word.properties[entry.name] : undefined;
  if (!property) return titled(entry.name, word?.settings?.doc);
  const { type, required, default: byDefault } = property;
  const facts = [
    `${capital(type.description)}.`,
    required ? 'Required.' : undefined,
    byDefault === undefined ? undefined : `Default: \`${byDefault}\`.`,
  ];
  const parts = [property.doc, facts.filter((fact) => fact !== undefined).join(' ')];
  const written = { file: model.path, range: whereIs(entry) };
  if (around) parts.push(...resolvedValues(around, written, model));
  return titled(entry.name, parts.join('\n\n'));
}

function describeName(node: SyntaxPlace['node'], text: string, view: FileView): string | undefined {
  const at = expectedAt(node, view);
  const type = at?.expected.is === 'value' ? (at.expected.type.items ?? at.expected.type) : undefined;
  const word = type?.words?.[text];
  if (word !== undefined) return titled(text, word);
  const help = FUNCTIONS.get(text);
  if (node.$containerProperty === 'callee')
    return titled(help?.signature ?? text, help?.doc ?? type?.functions?.[text]);
  return titled(text, (METRICS.get(text) ?? MEASURES.get(text))?.doc);
}

/** The same amount in other units: as many as make a readable number. */
function describeQuantity(text: string): string | undefined {
  const read = parseQuantity(text);
  if ('problem' in read) return undefined;
  const { value, dimension } = read.quantity;
  const units = DIMENSIONS.find(({ name }) => name === dimension)?.units ?? {};
  const others = Object.entries(units)
    .map(([unit, worth]) => ({ unit, amount: value / worth }))
    .filter(({ unit, amount }) => amount >= 0.1 && amount < 1e6 && !text.endsWith(unit))
    .map(({ unit, amount }) => `${Number(amount.toPrecision(6))}${unit}`);
  return titled(
    text,
    [`A ${dimension}.`, others.length > 0 ? `The same as ${others.join(', ')}.` : ''].join(' ').trim(),
  );
}

const titled = (title: string, doc: string | undefined): string | undefined =>
  doc === undefined ? undefined : `**${title}**\n\n${doc}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
