import type {
  ComparedElement,
  ComparedFigure,
  ComparedProperty,
  ComparedValue,
  ModelComparison,
} from '../../../language/compare/index.ts';
import type { ComparedModels } from '../../../protocol/index.ts';
import { layerText, placeText } from '../../text/layer-text.ts';
import type { Texts } from '../../text/texts.ts';

type Side = 'one' | 'other';

/**
 * The elements that differ as two texts in the form of a model, in the language of the editor. What is the same has
 * the same line in both, so that a diff of the texts shows what differs and nothing else.
 */
export function modelTexts({ elements, same }: ModelComparison, texts: Texts): ComparedModels {
  const textOf = (side: Side): string =>
    elements
      .filter(({ onlyIn }) => onlyIn === undefined || onlyIn === side)
      .map((element) => elementText(element, side, texts))
      .join('\n');
  return { one: textOf('one'), other: textOf('other'), differing: elements.length, same };
}

function elementText(element: ComparedElement, side: Side, texts: Texts): string {
  const { kind, qualifiedName, origin, properties, figures } = element;
  const lines = [
    ...properties.flatMap((property) => propertyLine(property, side, texts) ?? []),
    ...figures.flatMap((figure) => figureLine(figure, side, texts) ?? []),
  ];
  const place = texts.fill('declared at {0}', placeText(origin));
  return `${kind} ${qualifiedName} {  // ${place}\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

function propertyLine(property: ComparedProperty, side: Side, texts: Texts): string | undefined {
  const value = property[side];
  if (!value) return undefined;
  const { one, other, isSame } = property;
  // The same value may come from different places: then both stand in both texts.
  const from = isSame
    ? [...new Set([whereFrom(one!, texts), whereFrom(other!, texts)])]
    : [whereFrom(value, texts)];
  return `${property.property}: ${value.text}  // ${from.join(' | ')}`;
}

function figureLine(figure: ComparedFigure, side: Side, texts: Texts): string | undefined {
  const text = figure[side];
  return text === undefined
    ? undefined
    : `// ${texts.piece(figure.section)}: ${texts.piece(figure.title)} = ${texts.piece(text)}`;
}

/** `environment prod at release.tenon:12:5; over 2, declaration at service.tenon:7:3`. */
function whereFrom(value: ComparedValue, texts: Texts): string {
  const { origin, environment, parameters = [], under } = value;
  const names = parameters.map((name) => name.slice(name.lastIndexOf('.') + 1)).join(', ');
  const made = names === '' ? '' : texts.fill('; made from {0}', names);
  const covered = under.map((layer) =>
    texts.fill('; over {0}', `${layer.text}, ${layerText(layer.origin, texts, layer.environment)}`),
  );
  return `${layerText(origin, texts, environment)}${made}${covered.join('')}`;
}
