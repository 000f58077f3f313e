import { CAPACITY_KINDS, capacityOf, printResult, type PriceTable } from '../capacity/index.ts';
import type { AnyElement } from '../model/system.ts';
import type { ModelView } from '../rules/model-view.ts';
import type { ComparedFigure } from './model-comparison.ts';

/** An element as one of the models has it. */
type Side = readonly [model: ModelView, element: AnyElement | undefined];

/** Costs and other figures of an element that people would read differently in two models. */
export function compareFigures(one: Side, other: Side, prices: PriceTable): ComparedFigure[] {
  const ones = figuresOf(one, prices);
  const others = figuresOf(other, prices);
  return [...new Map([...ones, ...others])].flatMap(([key, { section, title }]) => {
    const [here, there] = [ones.get(key)?.text, others.get(key)?.text];
    if (here === there) return [];
    return [
      {
        section,
        title,
        ...(here === undefined ? {} : { one: here }),
        ...(there === undefined ? {} : { other: there }),
      },
    ];
  });
}

function figuresOf(
  [model, element]: Side,
  prices: PriceTable,
): ReadonlyMap<string, { readonly section: string; readonly title: string; readonly text: string }> {
  if (!element || !CAPACITY_KINDS.includes(element.kind)) return new Map();
  const figures = capacityOf(model, element, { prices }).flatMap(({ title: section, workings }) =>
    workings.map((working) => ({ section, title: working.title, text: printResult(working) })),
  );
  return new Map(figures.map((figure) => [`${figure.section}: ${figure.title}`, figure]));
}
