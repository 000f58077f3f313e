import { partsOf } from '../../../language/index.ts';
import type {
  Column, Expression, ExpressionNode, Feature, Features, Port, Source, System,
} from '../../../language/index.ts'; // prettier-ignore
import type { DrawnFill } from '../fill.ts';
import type { InputKnowledge, KnownInput, KnownTable, KnownValue, SeenRange } from './input-knowledge.ts';
import { rangeOfCondition, rangeOfFormula, type Interval } from './interval.ts';
import { isMadeByModel, modelIn, trainingOf } from './training-of.ts';
import { fillOfType } from './type-fill.ts';

/**
 * What the project says about the inputs of a model, by its qualified name: the features that fill them; else the
 * column of the same name in the source of its training, unless another model stands between them.
 */
export function describeInputs(system: System, model: string): InputKnowledge {
  const project = new ProjectData(system);
  const examples = isMadeByModel(system, model) ? undefined : trainingOf(system, model)?.source;
  const known = (modelIn(system, model)?.inputs ?? []).flatMap((port): [string, KnownInput][] => {
    const input = project.describe(port) ?? columnOf(port, examples);
    return input === undefined ? [] : [[port.name, input]];
  });
  return { inputs: Object.fromEntries(known) };
}

/** An input that nothing fills, and the column of the examples that has its name. */
function columnOf(port: Port, source: Source | undefined): KnownInput | undefined {
  const column = source?.columns.find(({ name }) => name === port.name);
  if (source === undefined || column === undefined || port.from !== undefined) return undefined;
  const { name, type, where } = column;
  const table = tableOf(source);
  return {
    positions: [typeof table === 'string' ? { name, type, why: table } : { name, type, table }],
    fill: (dtype, _shape, seen) => fillOfType(type, dtype, rangeOf(where, source, name, seen)),
    reads: typeof table === 'string' ? [] : [{ path: table.path, column: name }],
  };
}

/** What is declared goes before what the rows show: the next row may be another one. */
function rangeOf(
  where: Expression | undefined,
  source: Source | undefined,
  column: string,
  seen: SeenRange | undefined,
): Interval {
  const declared = rangeOfCondition(where);
  const table = source === undefined ? '' : tableOf(source);
  const shown = typeof table === 'string' ? undefined : seen?.(table.path, column);
  if (shown === undefined) return declared;
  return {
    low: Number.isFinite(declared.low) ? declared.low : shown.low,
    high: Number.isFinite(declared.high) ? declared.high : shown.high,
  };
}

/** The sources and features of a project, by qualified name. */
class ProjectData {
  readonly #sources = new Map<string, Source>();
  readonly #features = new Map<string, { readonly feature: Feature; readonly view: Features }>();

  constructor(system: System) {
    for (const element of system.elements) {
      if (element.kind === 'source') this.#sources.set(element.qualifiedName, element);
      if (element.kind !== 'features') continue;
      for (const feature of element.features) {
        this.#features.set(feature.qualifiedName, { feature, view: element });
      }
    }
  }

  describe(port: Port): KnownInput | undefined {
    const found = port.features.flatMap(({ qualifiedName }) => this.#features.get(qualifiedName) ?? []);
    if (found.length === 0 || found.length !== port.features.length) return undefined;
    return {
      positions: found.map(({ feature, view }) => this.#value(feature, view)),
      fill: (dtype, shape, seen) => this.#fill(found, dtype, shape, seen),
      reads: found.flatMap(({ feature, view }) => this.#reads(feature, view)),
    };
  }

  #reads({ formula }: Feature, view: Features): KnownInput['reads'] {
    return columnsIn(formula.root).flatMap(({ name, source }) => {
      const owner = this.#sourceOf(source?.qualifiedName, view);
      const table = owner === undefined ? '' : tableOf(owner);
      return typeof table === 'string' ? [] : [{ path: table.path, column: name }];
    });
  }

  #sourceOf(named: string | undefined, view: Features): Source | undefined {
    return this.#sources.get(named ?? (view.from.length === 1 ? view.from[0]!.qualifiedName : ''));
  }

  #value(feature: Feature, view: Features): KnownValue {
    const { name, type, formula } = feature;
    const many = overManyRows(formula.root);
    if (many !== undefined) return { name, type, why: many };
    const sources = new Set(columnsIn(formula.root).map(({ source }) => source?.qualifiedName));
    const [named] = [...sources].filter((source) => source !== undefined);
    const source = this.#sourceOf(named, view);
    if (source === undefined || sources.size > 1) return { name, type, why: 'is not made of one source' };
    const table = tableOf(source);
    return typeof table === 'string' ? { name, type, why: table } : { name, type, formula, table };
  }

  #fill(
    found: readonly { readonly feature: Feature; readonly view: Features }[],
    dtype: string,
    shape: readonly number[],
    seen: SeenRange | undefined,
  ): DrawnFill | undefined {
    const fills = found.map(({ feature, view }) =>
      fillOfType(feature.type, dtype, this.#range(feature.formula, view, seen)),
    );
    const [only] = fills;
    if (fills.length === 1) return only;
    // Positions that do not match the tensor are a finding of the checks; here the usual rule then serves.
    if (shape.at(-1) !== fills.length) return undefined;
    return { kind: 'positions', of: fills.map((fill) => fill ?? { kind: 'normal' }) };
  }

  #range(formula: Expression, view: Features, seen: SeenRange | undefined): Interval {
    return rangeOfFormula(formula.root, (name, source) => {
      const owner = this.#sourceOf(source, view);
      return rangeOf(owner?.columns.find((column) => column.name === name)?.where, owner, name, seen);
    });
  }
}

/** The file of a source, or why its rows cannot be read, as the end of a sentence. */
export function tableOf(source: Source): KnownTable | string {
  const path = source.location?.value;
  if (path === undefined) return `comes from ${source.name}, which has no file`;
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return `comes from ${path}, which is not on this machine`;
  return { name: source.name, path, enums: Object.fromEntries(source.columns.flatMap(enumOf)) };
}

const enumOf = ({ name, type }: Column): [string, readonly string[]][] =>
  type.kind === 'enum' ? [[name, type.values]] : [];

type ColumnNode = ExpressionNode & { readonly node: 'column' };

/** Why a formula needs more than the row at hand; undefined when it does not. */
function overManyRows(node: ExpressionNode): string | undefined {
  if (node.node === 'feature') return 'is made of other features';
  if (node.node === 'call' && node.over !== undefined) return 'is computed over a window of time';
  if (node.node === 'call' && AGGREGATES.has(node.function)) return 'is computed over many rows';
  return partsOf(node)
    .map(overManyRows)
    .find((why) => why !== undefined);
}

const AGGREGATES = new Set([
  'avg', 'sum', 'min', 'max', 'count', 'count_if', 'count_distinct', 'stddev', 'last', 'first', 'mean',
  'quantile', 'null_share',
]); // prettier-ignore

/** All columns that a formula reads. */
export function columnsIn(node: ExpressionNode): readonly ColumnNode[] {
  return node.node === 'column' ? [node] : partsOf(node).flatMap(columnsIn);
}
