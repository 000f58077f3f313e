import {
  capacityOf,
  printAmount,
  printResult,
  type CapacitySection,
  type Term,
  type Working,
} from '../../../language/capacity/index.ts';
import type { Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { placeLink } from './place-link.ts';

/** Terms of a figure that a line still takes. */
const MOST_TERMS = 6;

/** Devices, memory, cost and the like of a declared element, each with its arithmetic; undefined when there are none. */
export function describeCapacity(symbol: Symbol, model: ModelFile): string | undefined {
  const { project } = model;
  const { environment } = project.settings;
  const resolved = project.model(environment);
  if ('problem' in resolved) return undefined;
  const element = resolved.model.find(symbol);
  const sections = element ? capacityOf(resolved.model, element, { prices: project.prices }) : [];
  const rows = sections.flatMap((section) => rowsOf(section, model));
  if (rows.length === 0) return undefined;
  const where = environment === undefined ? '' : `Figures in ${environment.split('.').at(-1)}; `;
  const table = ['| Capacity | | |', '| --- | --- | --- |', ...rows].join('\n');
  return `${table}\n\n*${where}\`tenon capacity ${symbol.name}\` shows how they come about.*`;
}

/** What nothing is known of is left out; the command says what to declare. */
const rowsOf = ({ workings, fit }: CapacitySection, model: ModelFile): string[] => [
  ...workings
    .filter(({ result }) => result)
    .map((working) => `| ${working.title} | ${printResult(working)} | ${arithmetic(working, model)} |`),
  ...(fit === 'does not fit' ? ['| | **does not fit** | |'] : []),
];

/** `n × g`: n = 2, g = 8 devices. Parts of a sum have no letters, their names are the formula. */
function arithmetic({ formula, terms }: Working, model: ModelFile): string {
  const shown = terms.slice(0, MOST_TERMS).map((term) => termText(term, model));
  const more = terms.length > MOST_TERMS ? ', …' : '';
  if (terms.length > 0 && terms.every(({ symbol }) => symbol === undefined))
    return `${shown.join(' + ')}${more}`;
  return shown.length === 0 ? `\`${formula}\`` : `\`${formula}\`, ${shown.join(', ')}${more}`;
}

function termText({ symbol, name, origin, ...amount }: Term, model: ModelFile): string {
  const text = `${symbol ?? name} = ${printAmount(amount)}`.replaceAll('|', String.raw`\|`);
  return origin && origin.layer !== 'default' ? placeLink(text, origin, model) : text;
}
