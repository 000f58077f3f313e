import type { Leaf } from '../../language/compare/leaf.ts';
import type { Layer, Origin } from '../../language/model/origin.ts';
import type { DescribedElement } from './describe-model.ts';
import { code, firstSentence, paragraphs, plainText, table } from './markdown.ts';

export interface SectionContext {
  /** Link to an element by its key, from the page that is written. */
  readonly linkTo: (key: string) => string;
  /** Link to a place of a model, from the page that is written. */
  readonly placeLink: (origin: Origin) => string;
  /** Keys of the elements that this one takes something of, and of those that take something of it. */
  readonly from: readonly string[];
  readonly into: readonly string[];
}

export const keyOf = ({ kind, qualifiedName }: Pick<DescribedElement, 'kind' | 'qualifiedName'>): string =>
  `${kind} ${qualifiedName}`;

/** Where links to an element lead; names have no blanks. */
export const anchorOf = (element: Pick<DescribedElement, 'kind' | 'qualifiedName'>): string =>
  keyOf(element).replace(' ', '.');

/** Why a value is what it is, when the declaration does not say it itself. */
const LAYERS: Readonly<Record<Layer, string>> = {
  declaration: '', default: 'default', template: 'template', environment: 'environment', command: 'command line',
}; // prettier-ignore

/** What a page says of one element. */
export function elementSection(element: DescribedElement, context: SectionContext): string {
  const { kind, name, qualifiedName, origin, documentation, values, parts } = element;
  const links = (keys: readonly string[]): string => keys.map(context.linkTo).join(', ');
  const blocks = [
    `<a id="${anchorOf(element)}"></a>`,
    `## ${kind} ${plainText(name)}`,
    ...(documentation === undefined ? [] : [paragraphs(documentation)]),
    `${code(qualifiedName)}, declared at ${context.placeLink(origin)}`,
    ...(context.from.length === 0 ? [] : [`Comes from ${links(context.from)}`]),
    ...(context.into.length === 0 ? [] : [`Goes into ${links(context.into)}`]),
    ...valueTable(values),
    ...[...groupBy(allParts(parts), (part) => part.kind)].flatMap(([partKind, some]) => [
      `### ${partKind}`,
      partTable(some),
    ]),
  ];
  return `${blocks
    .join('\n\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trimEnd()}\n`;
}

function valueTable(values: readonly Leaf[]): string[] {
  const rows = [...groupBy(values, ({ property }) => property)].flatMap(([property, some]) => {
    const name = plainText(property);
    // Several of one name share a row, unless they are there for different reasons.
    return some.every((value) => reasonOf(value) === '')
      ? [[name, some.map(({ text }) => code(text)).join('<br>'), '']]
      : some.map((value) => [name, code(value.text), reasonOf(value)]);
  });
  return rows.length === 0 ? [] : [tableWithout(2, ['Property', 'Value', 'Because of'], rows)];
}

/** The layer that gave the value, and what it would be without. */
function reasonOf({ text, origin, under, isImplied }: Leaf): string {
  const covered = under.filter((layer) => layer.text !== text).map((layer) => code(layer.text));
  return [
    isImplied ? '' : LAYERS[origin.layer],
    covered.length === 0 ? '' : `instead of ${covered.join(', then ')}`,
  ]
    .filter(isSaid)
    .join(', ');
}

function partTable(parts: readonly DescribedElement[]): string {
  const rows = parts.map(({ name, values, documentation }) => [
    code(name),
    values
      .filter(({ text, isImplied }) => !(isImplied && text === 'false'))
      .map(({ property, text }) => `${plainText(property)}: ${code(text)}`)
      .join('<br>'),
    firstSentence(documentation),
  ]);
  return tableWithout(2, ['Name', 'Says', 'Documentation'], rows);
}

/** Parts in parts, such as the pools of a cluster, by a name that says whose they are. */
const allParts = (parts: readonly DescribedElement[], around = ''): readonly DescribedElement[] =>
  parts.flatMap((part) => {
    const name = `${around}${part.name}`;
    return [{ ...part, name }, ...allParts(part.parts, `${name}.`)];
  });

/** A table that leaves one column out when nothing stands in it. */
function tableWithout(column: number, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isEmpty = rows.every((row) => row[column] === '');
  const kept = (row: readonly string[]): readonly string[] => (isEmpty ? row.toSpliced(column, 1) : row);
  return table(kept(head), rows.map(kept));
}

const isSaid = (text: string): boolean => text !== '';

function groupBy<T>(items: readonly T[], keyOfItem: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOfItem(item), [...(groups.get(keyOfItem(item)) ?? []), item]);
  return groups;
}
