import type {
  ComparedElement,
  ComparedFigure,
  ComparedProperty,
  ComparedValue,
  ModelComparison,
  ValueLayer,
} from '../../language/compare/index.ts';
import type { Layer } from '../../language/index.ts';
import { packageVersion } from '../package-root.ts';
import { displayPath } from '../project-location.ts';
import { displayWidth, showable } from '../report/display-width.ts';
import { placeText, plural } from '../report/human.ts';
import { machinePath, oneBased } from '../report/places.ts';
import type { Report } from '../report/report.ts';
import type { Colors } from '../terminal.ts';
import { sideName, type ComparedPair } from './choose-pair.ts';

export interface ComparisonReport extends ModelComparison, Pick<Report, 'folder' | 'cwd'> {
  readonly pair: ComparedPair;
}

/** What differs, by area and element: each value in both environments, with the layer and place that it is from. */
export function humanComparison(report: ComparisonReport, colors: Colors): string {
  const { elements, same, pair } = report;
  const [one, other] = [sideName(pair.one), sideName(pair.other)];
  if (elements.length === 0)
    return `Nothing differs between ${one} and ${other}: ${plural(same, 'element')} compared.\n`;
  const areas = [...new Set(elements.map(({ area }) => area))];
  const pages = areas.map((area) => {
    const inside = elements.filter((element) => element.area === area);
    return [
      colors.bold(colors.cyan(area)),
      ...inside.flatMap((element) => elementLines(element, report, colors)),
    ].join('\n');
  });
  const verb = elements.length === 1 ? 'differs' : 'differ';
  const foot = `${plural(elements.length, 'element')} ${verb} between ${one} and ${other}, ${same} are the same.`;
  return `${[...pages, foot].join('\n\n')}\n`;
}

function elementLines(element: ComparedElement, report: ComparisonReport, colors: Colors): string[] {
  const { kind, qualifiedName, origin, onlyIn, properties, figures } = element;
  const { pair } = report;
  const only = onlyIn ? `  ${colors.yellow(`only in ${sideName(pair[onlyIn])}`)}` : '';
  const place = colors.dim(`  ${placeText(origin.file, origin.range.start, report)}`);
  const names = [sideName(pair.one), sideName(pair.other)];
  const width = Math.max(...names.map(displayWidth));
  const padded = (name: string): string => name + ' '.repeat(width - displayWidth(name));
  return [
    `  ${kind} ${colors.bold(showable(qualifiedName))}${only}${place}`,
    ...properties
      .filter(({ isSame }) => !isSame)
      .flatMap((property) => [
        `    ${showable(property.property)}`,
        ...sides(property).flatMap(([side, value]) => {
          if (!value)
            return onlyIn ? [] : [`      ${padded(sideName(pair[side]))}  ${colors.dim('nothing')}`];
          const paint = side === 'one' ? colors.red : colors.green;
          const from = colors.dim(`  ${whereFrom(value, report)}`);
          return [`      ${padded(sideName(pair[side]))}  ${paint(showable(value.text))}${from}`];
        }),
      ]),
    ...figures.map((figure) => `    ${figureLine(figure, colors)}`),
  ];
}

const sides = ({
  one,
  other,
}: ComparedProperty): readonly (readonly ['one' | 'other', ComparedValue | undefined])[] => [
  ['one', one],
  ['other', other],
];

const figureLine = ({ section, title, one, other }: ComparedFigure, colors: Colors): string =>
  `${section}: ${showable(title)}  ${colors.red(one ?? 'nothing')} → ${colors.green(other ?? 'nothing')}`;

/** `environment prod at release.tenon:12:5, over 2, over 1`. */
function whereFrom(value: ComparedValue, report: ComparisonReport): string {
  const made = value.parameters
    ? `, made from ${value.parameters.map((name) => name.slice(name.lastIndexOf('.') + 1)).join(', ')}`
    : '';
  const covered = value.under.map(({ text }) => `, over ${showable(text)}`).join('');
  return `${layerOf(value, report)}${made}${covered}`;
}

const LAYERS: Readonly<Record<Layer, string>> = {
  default: 'default of the language',
  template: 'template',
  declaration: 'declaration',
  environment: 'environment',
  command: 'command line',
};

function layerOf({ origin, environment }: ValueLayer, report: ComparisonReport): string {
  if (origin.layer === 'default') return LAYERS.default;
  const layer = environment === undefined ? LAYERS[origin.layer] : `environment ${showable(environment)}`;
  return `${layer} at ${placeText(origin.file, origin.range.start, report)}`;
}

/** The same for programs: paths relative to the working directory, lines and columns counted from 1. */
export function jsonComparison(report: ComparisonReport): string {
  const { elements, same, pair, folder, cwd } = report;
  const value = {
    version: 1,
    tool: { name: 'tenon', version: packageVersion() },
    command: 'compare',
    project: displayPath(folder, cwd),
    one: pair.one.qualifiedName ?? null,
    other: pair.other.qualifiedName ?? null,
    elements: elements.map(({ area, kind, qualifiedName, origin, onlyIn, properties, figures }) => ({
      area,
      kind,
      name: qualifiedName,
      ...jsonPlace(origin, report),
      onlyIn,
      properties: properties
        .filter(({ isSame }) => !isSame)
        .map(({ property, one, other }) => ({
          property,
          one: one && jsonValue(one, report),
          other: other && jsonValue(other, report),
        })),
      figures,
    })),
    same,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

const jsonValue = (value: ComparedValue, report: ComparisonReport): object => ({
  ...jsonLayer(value, report),
  ...(value.parameters ? { parameters: value.parameters } : {}),
  under: value.under.map((layer) => jsonLayer(layer, report)),
});

const jsonLayer = ({ text, origin, environment }: ValueLayer, report: ComparisonReport): object => ({
  value: text,
  layer: origin.layer,
  ...(environment === undefined ? {} : { environment }),
  ...(origin.layer === 'default' ? {} : jsonPlace(origin, report)),
});

const jsonPlace = ({ file, range }: ValueLayer['origin'], report: ComparisonReport): object => ({
  file: machinePath(file, report),
  start: oneBased(range.start),
  end: oneBased(range.end),
});
