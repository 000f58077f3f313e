import { capacityMarkdown, capacityOf } from '../../../language/capacity/index.ts';
import type { Symbol } from '../../../language/index.ts';
import type { ModelFile } from '../../workspace/model-file.ts';

/** Figures of a declared element, such as its devices, memory and cost; undefined when there are none. */
export function describeCapacity(symbol: Symbol, { project }: ModelFile): string | undefined {
  const { environment } = project.settings;
  const resolved = project.model(environment);
  if ('problem' in resolved) return undefined;
  const element = resolved.model.find(symbol);
  const table = element && capacityMarkdown(capacityOf(resolved.model, element, { prices: project.prices }));
  if (table === undefined) return undefined;
  const where = environment === undefined ? '' : `Figures in ${environment.split('.').at(-1)}; `;
  return `${table}\n\n*${where}\`tenon capacity ${symbol.name}\` shows how they come about.*`;
}
