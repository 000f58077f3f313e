import {
  howToKnow,
  printResult,
  workingLines,
  type CapacitySection,
  type Working,
} from '../../language/capacity/index.ts';
import type { Origin } from '../../language/index.ts';
import { displayWidth, showable } from '../report/display-width.ts';
import type { Colors } from '../terminal.ts';
import type { Capacity } from './calculate.ts';

/** Figures as tables, one for each element; with `working` everything that each follows from. */
export function humanCapacity(
  { elements, environment, prices }: Capacity,
  { working, colors }: { readonly working: boolean; readonly colors: Colors },
): string {
  const { bold, dim } = colors;
  const pages = elements.map(({ element, sections }) => {
    const head = `${bold(showable(element.qualifiedName))}  ${dim(`${element.kind}, ${placeOf(element.origin)}`)}`;
    if (sections.length === 0) return [head, '  There is nothing to calculate here.'];
    const workings = sections.flatMap((section) => section.workings);
    const width = Math.max(...workings.map(({ title }) => displayWidth(title)));
    return [head, ...sections.flatMap((section) => sectionLines(section, { width, working, colors }))];
  });
  const where = environment === undefined ? '' : ` in ${environment}`;
  const foot = dim(
    elements.length === 0
      ? `There is nothing to calculate${where}.`
      : `Prices of ${prices.date} in ${prices.currency}${where === '' ? '' : `; figures${where}`}.`,
  );
  return `${[...pages.map((lines) => lines.join('\n')), foot].join('\n\n')}\n`;
}

function sectionLines(
  { title, workings, fit }: CapacitySection,
  { width, working, colors }: { width: number; working: boolean; colors: Colors },
): readonly string[] {
  const { green, red, dim } = colors;
  const verdict =
    fit === 'fits' ? `  ${green('fits')}` : fit === 'does not fit' ? `  ${red('does not fit')}` : '';
  return [
    `  ${title}${verdict}`,
    ...workings.flatMap((each) => [
      `    ${showable(each.title)}${' '.repeat(width - displayWidth(each.title))}  ${figure(each, working, colors)}`,
      ...(working ? workingLines(each, placeOf).map((line) => dim(`        ${showable(line)}`)) : []),
    ]),
  ];
}

/** The result, and in a list of all elements why there is none. */
function figure(each: Working, working: boolean, { yellow, dim }: Colors): string {
  const [missing] = each.notKnown ?? [];
  if (each.result) return printResult(each);
  return missing && !working
    ? `${yellow('not known')}  ${dim(showable(howToKnow(missing)))}`
    : yellow('not known');
}

/** The same for programs; numbers are in the unit beside them. */
export const jsonCapacity = ({ environment, prices, elements }: Capacity): string =>
  `${JSON.stringify(
    {
      ...(environment === undefined ? {} : { environment }),
      prices,
      elements: elements.map(({ element, sections }) => ({
        kind: element.kind,
        name: element.qualifiedName,
        place: placeOf(element.origin),
        sections,
      })),
    },
    null,
    2,
  )}\n`;

const placeOf = ({ file, range }: Origin): string =>
  `${file}:${range.start.line + 1}:${range.start.character + 1}`;
