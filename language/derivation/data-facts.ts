import type { Column, Feature } from '../model/data.ts';
import type { Origin } from '../model/origin.ts';
import { whereIs } from '../scoping/place.ts';
import type { Symbol } from '../scoping/symbol.ts';
import { printType } from '../types/data-type.ts';
import { castText } from './cast-text.ts';
import type { Derivation } from './derivation.ts';
import { formulaText, madeFrom } from './expression-facts.ts';
import type { Deriver, FactBook } from './fact-book.ts';
import { headerText } from './symbol-of.ts';

/** A column is declared; where the file can be read, it is what the file has. */
export const column: Deriver = ({ qualifiedName }, book) => {
  const source = sourceOf(qualifiedName);
  const name = lastName(qualifiedName);
  const found = book.find('column', qualifiedName);
  const symbol =
    book.symbol({ kind: 'source', qualifiedName: source }) ??
    book.symbol({ kind: 'dataset', qualifiedName: source });
  const meaning = symbol && book.model.analysis.rowsOf(symbol)?.get(name);
  const type = found?.type ?? meaning?.type;
  if (!type) return undefined;
  const isWritten = meaning?.symbol?.node.$type === 'Entry';
  const fromFile = book.once({ kind: 'file column', qualifiedName: `${source}#${name}` }, () =>
    fileColumn(source, name, book),
  );
  return {
    text: found ? columnText(found) : `${name} : ${printType(type)}`,
    because: isWritten
      ? `It is declared in the schema of ${lastName(source)}.`
      : `Nobody declares the columns of ${lastName(source)}, so they are those of its file.`,
    ...(found ? { origin: found.origin } : meaning?.symbol ? { origin: placeOf(meaning.symbol) } : {}),
    from: fromFile ? [fromFile] : [],
  };
};

const columnText = ({ name, type, key, where }: Column): string =>
  `${name} : ${printType(type)}${key ? ' key' : ''}${where ? ` where ${where.text}` : ''}`;

function fileColumn(source: string, name: string, book: FactBook): Omit<Derivation, 'subject'> | undefined {
  const location = book.find('source', source)?.location;
  const fact = location && book.model.facts.schema(location.value);
  if (!location || !fact || 'problem' in fact) return undefined;
  const own = fact.columns.find((each) => each.name === name);
  return own
    ? {
        text: `${name} : ${printType(own.type)}`,
        because:
          fact.sampled === undefined
            ? `${location.value} says so.`
            : `The first ${fact.sampled} rows of ${location.value} look so.`,
        origin: location.origin,
        file: location.value,
        from: [],
      }
    : undefined;
}

/** Declared or inferred, a feature is its formula; a declared type makes a cast of it. */
export const feature: Deriver = ({ qualifiedName }, book) => {
  const found = book.find('feature', qualifiedName);
  if (!found) return undefined;
  const view = lastName(sourceOf(qualifiedName));
  return {
    text: featureText(found),
    ...(found.typeInferred && found.type.kind !== 'unknown' ? { type: printType(found.type) } : {}),
    because: found.typeInferred
      ? `No type is declared in ${view}, so it has the type of its formula.`
      : (castText(found.formula.type, found.type) ??
        `It is declared in ${view} with the type that its formula has.`),
    origin: found.origin,
    from: madeFrom(found.formula, qualifiedName, book),
  };
};

const featureText = ({ name, type, typeInferred, formula }: Feature): string =>
  `${name}${typeInferred ? '' : ` : ${printType(type)}`} = ${formulaText(formula)}`;

export const features: Deriver = (subject, book) => {
  const found = book.find('features', subject.qualifiedName);
  if (!found) return undefined;
  const entities = found.of.map((ref) => {
    const key = book.find('entity', ref.qualifiedName)?.key.value ?? [];
    return `each ${lastName(ref.qualifiedName)}${key.length > 0 ? ` (${key.join(', ')})` : ''}`;
  });
  const sources = found.from.map((ref) => lastName(ref.qualifiedName)).join(', ');
  return {
    text: header(subject, book) ?? `features ${found.name}`,
    because: `It has ${count(found.features.length, 'value')} for ${entities.join(' and ') || 'each row'}, computed from ${sources || 'the request'}.`,
    origin: found.origin,
    from: book.deriveAll(found.features),
  };
};

export const bundle: Deriver = (subject, book) => {
  const found = book.find('bundle', subject.qualifiedName);
  if (!found) return undefined;
  return {
    text: header(subject, book) ?? `bundle ${found.name}`,
    because: `It takes these ${count(found.takes.length, 'feature')} in this order.`,
    origin: found.origin,
    from: book.deriveAll(found.takes),
  };
};

export const source: Deriver = (subject, book) => {
  const found = book.find('source', subject.qualifiedName);
  if (!found) return undefined;
  return {
    text: header(subject, book) ?? `source ${found.name}`,
    because: `Its schema declares ${count(found.columns.length, 'column')}.`,
    origin: found.origin,
    from: book.deriveAll(found.columns),
  };
};

/** Where a declaration is written that no element of the resolved model stands for. */
export const placeOf = (symbol: Symbol): Origin => ({
  file: symbol.file.path,
  range: whereIs(symbol.node),
  element: symbol.qualifiedName,
  layer: 'declaration',
});

/** The declaration as it is written, up to its braces. */
export const header = (
  subject: { kind: string; qualifiedName: string },
  book: FactBook,
): string | undefined => {
  const symbol = book.symbol(subject);
  return symbol && headerText(symbol);
};

export const lastName = (qualifiedName: string): string =>
  qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1);
export const sourceOf = (qualifiedName: string): string =>
  qualifiedName.slice(0, Math.max(0, qualifiedName.lastIndexOf('.')));
export const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
