import { AstUtils } from 'langium';
import { isNameRef } from '../generated/ast.ts';
import type { Layer, Origin, Position, Range, Sourced } from '../model/origin.ts';
import type { Analysis } from '../scoping/analysis.ts';
import { whereIs } from '../scoping/place.ts';
import { symbolsCalled } from './symbol-of.ts';
import type { Ref } from '../model/element.ts';
import type { Derivation } from './derivation.ts';
import type { Deriver, FactBook } from './fact-book.ts';
import { printType } from '../types/data-type.ts';

const LAYERS: Readonly<Record<Layer, string>> = {
  default: 'The language gives it, as nothing else is written.',
  template: 'The template gives it.',
  declaration: 'It is declared so.',
  environment: 'The environment sets it.',
  command: 'The command line sets it.',
};

/** A value with the layers that it covers, the lowest last. */
export function sourcedFact(
  qualifiedName: string,
  name: string,
  sourced: Sourced<unknown> & { readonly parameter?: Ref },
  book: FactBook,
  depth = 0,
): Derivation {
  const subject = {
    kind: 'value',
    qualifiedName: depth === 0 ? qualifiedName : `${qualifiedName} (${sourced.origin.layer} ${depth})`,
  };
  return book.once(subject, () => {
    const { layer } = sourced.origin;
    const under = sourced.under && sourcedFact(qualifiedName, name, sourced.under, book, depth + 1);
    const parameters = book.deriveAll(
      sourced.parameter
        ? [sourced.parameter]
        : parametersAt(sourced.origin, book.model.analysis).map((qualifiedName) => ({
            kind: 'param',
            qualifiedName,
          })),
    );
    const environment = layer === 'environment' ? environmentName(book) : undefined;
    return {
      text: `${name} = ${valueText(sourced.value)}`,
      because: [
        environment === undefined ? LAYERS[layer] : `Environment ${environment} sets it.`,
        ...(parameters.length > 0
          ? [`It is made from ${parameters.map((each) => lastPart(each.subject.qualifiedName)).join(', ')}.`]
          : []),
        ...(under ? [`It covers ${valueText(sourced.under.value)}.`] : []),
      ].join(' '),
      ...(layer === 'default' ? {} : { origin: sourced.origin }),
      from: [...parameters, ...(under ? [under] : [])],
    };
  })!;
}

/** Qualified names of the parameters that are named where a value is written. */
export function parametersAt({ element, file, range, layer }: Origin, analysis: Analysis): string[] {
  const [top] = layer === 'declaration' ? symbolsCalled(analysis, element) : [];
  if (!top || top.file.path !== file) return [];
  return AstUtils.streamAst(top.node)
    .filter(isNameRef)
    .filter((node) => isInside(whereIs(node), range))
    .map((node) => analysis.scopeOf(top).inside(top).lookup(node.name))
    .filter((symbol) => symbol?.kind === 'param')
    .map((symbol) => symbol!.qualifiedName)
    .toArray();
}

const isInside = (inner: Range, outer: Range): boolean =>
  comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
const comparePositions = (a: Position, b: Position): number => a.line - b.line || a.character - b.character;

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const environmentName = ({ model }: FactBook): string | undefined =>
  model.environment?.slice(model.environment.lastIndexOf('.') + 1);

/** A parameter: its value here, over those of the layers below. */
export const param: Deriver = ({ qualifiedName }, book) => {
  const found = book.find('param', qualifiedName);
  if (!found) return undefined;
  const type = found.type.kind === 'unknown' ? '' : ` : ${printType(found.type)}`;
  const value = found.value && sourcedFact(qualifiedName, found.name, found.value, book);
  return {
    text: `param ${found.name}${type}${found.value ? ` = ${valueText(found.value.value)}` : ''}`,
    because:
      value?.because ??
      `It has no value ${book.model.environment === undefined ? 'of its own; environments give it one' : 'in this environment'}.`,
    origin: found.value && found.value.origin.layer !== 'default' ? found.value.origin : found.origin,
    from: value?.from ?? [],
  };
};

/** Values as they are written in a model. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : String(value);
  if ('text' in value && typeof value.text === 'string') return value.text;
  if ('from' in value && 'to' in value) return `${valueText(value.from)}..${valueText(value.to)}`;
  if ('qualifiedName' in value) return String(value.qualifiedName);
  return 'name' in value ? String(value.name) : JSON.stringify(value);
}

export const isSourced = (item: unknown): item is Sourced<unknown> =>
  typeof item === 'object' &&
  item !== null &&
  'value' in item &&
  'origin' in item &&
  typeof item.origin === 'object';
