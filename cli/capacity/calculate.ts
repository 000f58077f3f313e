import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { childrenOf } from '../../language/model/children.ts';
import {
  CAPACITY_KINDS,
  capacityOf,
  readPriceTable,
  type CapacitySection,
  type PriceTable,
} from '../../language/capacity/index.ts';
import { suggest, type Element } from '../../language/index.ts';
import type { AnyElement, Kind } from '../../language/model/system.ts';
import type { ModelView } from '../../language/rules/model-view.ts';
import type { CliContext, CommandProblem } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { reasonOf } from '../../files/disk/reason.ts';
import type { OpenedProject } from '../open-project.ts';

/** The figures of one or of all elements. */
export interface Capacity {
  /** Simple or qualified name of the environment, as it was asked for. */
  readonly environment?: string;
  readonly prices: Pick<PriceTable, 'date' | 'currency' | 'source'>;
  readonly elements: readonly { readonly element: Element; readonly sections: readonly CapacitySection[] }[];
}

export async function calculate(
  { project }: OpenedProject,
  name: string | undefined,
  options: { readonly environment?: string; readonly prices?: string },
  { cwd, signal }: Pick<CliContext, 'cwd' | 'signal'>,
): Promise<{ readonly capacity: Capacity } | { readonly problem: CommandProblem }> {
  const environment = options.environment ?? project.settings.environment;
  const resolved = project.model(environment);
  if ('problem' in resolved) return { problem: { exitCode: EXIT.usage, ...resolved.problem } };
  const prices =
    options.prices === undefined ? project.prices : await readPrices(resolve(cwd, options.prices));
  if ('problem' in prices) return prices;
  signal.throwIfAborted();
  const view: ModelView = resolved.model;
  const all = elementsOf(view);
  const chosen = name === undefined ? { elements: all } : choose(name, all);
  if ('problem' in chosen) return chosen;
  const elements = chosen.elements.map((element) => ({
    element,
    sections: capacityOf(view, element, { prices }),
  }));
  const { date, currency, source } = prices;
  return {
    capacity: {
      ...(environment === undefined ? {} : { environment }),
      prices: { date, currency, source },
      elements: name === undefined ? elements.filter(({ sections }) => sections.length > 0) : elements,
    },
  };
}

/** Elements with figures, those inside clouds and clusters included, by qualified name. */
function elementsOf(view: ModelView): readonly AnyElement[] {
  const withInner = (element: AnyElement): readonly AnyElement[] => [
    ...(CAPACITY_KINDS.includes(element.kind) ? [element] : []),
    ...childrenOf(element).flatMap(withInner),
  ];
  return CAPACITY_KINDS.filter((kind) => !INNER_KINDS.includes(kind))
    .flatMap((kind) => view.all(kind as Kind))
    .flatMap(withInner)
    .sort((a, b) => (a.qualifiedName < b.qualifiedName ? -1 : a.qualifiedName > b.qualifiedName ? 1 : 0));
}

/** They only stand inside others. */
const INNER_KINDS: readonly string[] = ['cluster', 'machine'];

/** Those that are called so, in full or by the end of their name; a training and its model may share one. */
function choose(
  written: string,
  all: readonly AnyElement[],
): { readonly elements: readonly AnyElement[] } | { readonly problem: CommandProblem } {
  const exact = all.filter(({ qualifiedName }) => qualifiedName === written);
  const found = exact.length > 0 ? exact : all.filter((each) => each.qualifiedName.endsWith(`.${written}`));
  const names = new Set(found.map(({ qualifiedName }) => qualifiedName));
  if (names.size === 1) return { elements: found };
  if (names.size > 1) {
    const message = `Several elements are called ${written}.`;
    return { problem: { exitCode: EXIT.usage, message, help: `Use a full name: ${[...names].join(', ')}.` } };
  }
  const near = suggest(
    written,
    all.flatMap((each) => [each.name, each.qualifiedName]),
  );
  return {
    problem: {
      exitCode: EXIT.usage,
      message: `There is no element ${written} that figures can be calculated for.`,
      help: near === undefined ? 'Without a name all of them are listed.' : `Did you mean ${near}?`,
    },
  };
}

async function readPrices(path: string): Promise<PriceTable | { readonly problem: CommandProblem }> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is no JSON' : reasonOf(error);
    return {
      problem: { exitCode: EXIT.unreadable, message: `The price table ${path} can't be read: ${reason}.` },
    };
  }
  const read = readPriceTable(json);
  return 'table' in read ? read.table : { problem: { exitCode: EXIT.unreadable, message: read.problem } };
}
