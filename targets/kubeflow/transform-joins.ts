import type { Feature, Features, Source } from '../../language/model/data.ts';
import type { ExpressionNode } from '../../language/model/expression.ts';
import { partsOf } from '../../language/model/expression-nodes.ts';
import type { JoinStep } from '../../language/model/pipeline.ts';
import type { Cause } from '../kit/text.ts';
import type { JoinOutput, JoinPart } from './output.ts';
import { type JoinedFeature, type Rows, timeOf } from './rows.ts';
import { causeOf, find, sourceName, type Scope } from './scope.ts';
import { aggregate, interval, sqlName, toSql, type SqlNames } from './sql.ts';
import { sqlType } from './sql-types.ts';

type Call = Extract<ExpressionNode, { node: 'call' }>;

/** A table of the query: windows over a source, the latest row of a source, or a source by its key. */
interface Part {
  readonly kind: 'window' | 'latest' | 'key';
  readonly name: string;
  readonly view: Features;
  readonly source: Source;
  readonly sourceName: string;
  readonly keys: readonly string[];
  readonly columns: Map<string, { readonly sql: string; readonly cause: Cause }>;
  /** Longest window in seconds; Infinity when one aggregate looks at everything before. */
  longest: number;
}

/**
 * Plans the point-in-time join of rows with features. For a row at event time t, an aggregate over a window W
 * sees the source's rows with the same entity key and an event time in [t - W, t); a formula on a source with
 * event times sees the latest row before t; a source without event times is joined by its key.
 */
export function planJoin(
  step: JoinStep,
  rows: Rows,
  scope: Scope,
): { readonly output: JoinOutput; readonly features: readonly JoinedFeature[] } {
  const chosen = chooseFeatures(step, scope);
  const parts = new Map<string, Part>();
  const planner: Planner = { step, rows, scope, parts, path: [] };
  const counted = new Map<string, number>();
  for (const { feature } of chosen) counted.set(feature.name, (counted.get(feature.name) ?? 0) + 1);
  const features: JoinedFeature[] = [];
  const columns = chosen.map(({ view, feature }) => {
    const column = counted.get(feature.name) === 1 ? feature.name : `${view.name}_${feature.name}`;
    features.push({ feature, column });
    return {
      name: column,
      sql: featureSql(view, feature, planner),
      cause: [feature, causeOf(scope, feature.formula)],
    };
  });
  const names = columns.map((column) => column.name);
  return {
    features,
    output: {
      step: step.name,
      cause: step,
      parts: [...parts.values()]
        .filter((part) => part.kind !== 'key')
        .map((part) => printPart(part, rows, scope)),
      hidden: names.filter((name) => rows.columns.has(name)),
      columns,
      joined: [...parts.values()].map((part) => ({
        name:
          part.kind === 'key'
            ? `${sqlName(part.sourceName)} AS ${part.name} ON ${part.keys.map((key) => `${part.name}.${sqlName(key)} = examples.${sqlName(key)}`).join(' AND ')}`
            : `${part.name} USING (example_id)`,
        cause: part.view,
      })),
      sources: [...new Set([...parts.values()].map((part) => part.sourceName))].sort(),
    },
  };
}

interface Planner {
  readonly step: JoinStep;
  readonly rows: Rows;
  readonly scope: Scope;
  readonly parts: Map<string, Part>;
  /** Features that are being written, so that a view that stands on itself ends. */
  readonly path: readonly string[];
}

function chooseFeatures(step: JoinStep, scope: Scope): { view: Features; feature: Feature }[] {
  const chosen = new Map<string, { view: Features; feature: Feature }>();
  for (const ref of step.with) {
    const bundle = find(scope, ref, 'bundle');
    const taken = bundle ? bundle.takes : (find(scope, ref, 'features')?.features ?? []);
    for (const item of taken) {
      const found = viewOf(scope, item.qualifiedName);
      if (found) chosen.set(item.qualifiedName, found);
    }
    if (taken.length === 0)
      scope.report(
        'TN9317',
        ref.origin,
        `"${step.name}" joins with ${ref.qualifiedName}, which has no features.`,
      );
  }
  return [...chosen.values()];
}

function viewOf(scope: Scope, feature: string): { view: Features; feature: Feature } | undefined {
  const view = scope.view.find(feature.slice(0, feature.lastIndexOf('.')), 'features');
  if (view?.kind !== 'features') return undefined;
  const found = view.features.find((candidate) => candidate.qualifiedName === feature);
  return found && { view, feature: found };
}

function featureSql(view: Features, feature: Feature, planner: Planner): string {
  const inner = { ...planner, path: [...planner.path, feature.qualifiedName] };
  let aggregates = 0;
  const names: SqlNames = {
    column: (column) => columnSql(column.name, column.source?.qualifiedName, view, feature, inner),
    feature: (ref) => {
      const other = viewOf(planner.scope, ref.qualifiedName);
      if (!other || inner.path.includes(ref.qualifiedName)) return undefined;
      return featureSql(other.view, other.feature, inner);
    },
    aggregate: (call) => {
      aggregates += 1;
      const column = call === feature.formula.root ? feature.name : `${feature.name}_${aggregates}`;
      return aggregateSql(call, column, view, feature, inner);
    },
  };
  const { sql, problems } = toSql(feature.formula.root, names);
  for (const problem of problems) {
    planner.scope.report(
      'TN9311',
      feature.formula.origin,
      `The feature ${feature.qualifiedName} can't be computed in a pipeline: ${problem}.`,
    );
  }
  const type = sqlType(feature.type);
  return type === undefined ? sql : `CAST(${sql} AS ${type})`;
}

function columnSql(
  name: string,
  from: string | undefined,
  view: Features,
  feature: Feature,
  planner: Planner,
): string | undefined {
  const source = ownerOf(name, from, view, planner);
  if (!source || source.qualifiedName === planner.rows.source.qualifiedName) {
    return planner.rows.columns.has(name) ? `examples.${sqlName(name)}` : undefined;
  }
  const part = partOf(source.eventTime ? 'latest' : 'key', view, source, planner);
  if (part?.kind === 'latest') {
    const time = `${sqlName(part.sourceName)}.${sqlName(source.eventTime!.value)}`;
    const value = `${sqlName(part.sourceName)}.${sqlName(name)}`;
    const oldest = view.ttl && `${time} >= ${exampleTime(planner.rows)} - ${interval(view.ttl.value.value)}`;
    part.columns.set(name, {
      sql: oldest ? `CASE WHEN ${oldest} THEN ${value} END` : value,
      cause: [feature, view.ttl],
    });
  }
  return part && `${part.name}.${sqlName(name)}`;
}

function aggregateSql(
  call: Call,
  column: string,
  view: Features,
  feature: Feature,
  planner: Planner,
): string | undefined {
  const { scope } = planner;
  const source = sourceOfAggregate(call, view, planner);
  if (!source) return undefined;
  const part = partOf('window', view, source, planner);
  if (!part) return undefined;
  if (!source.eventTime && call.over !== undefined) {
    scope.report(
      'TN9311',
      feature.formula.origin,
      `The window of ${feature.qualifiedName} needs an event_time of the source "${source.name}".`,
    );
    return 'NULL';
  }
  const table = sqlName(part.sourceName);
  const time = source.eventTime && `${table}.${sqlName(source.eventTime.value)}`;
  const names: SqlNames = {
    column: (inner) =>
      source.columns.length === 0 || source.columns.some((c) => c.name === inner.name)
        ? `${table}.${sqlName(inner.name)}`
        : undefined,
    ...(time === undefined ? {} : { time }),
  };
  // Without a match the left join gives one row of nulls; its condition keeps that row out of every count.
  const bound = time ?? `${table}.${sqlName(part.keys[0] ?? '')}`;
  const filter =
    call.over === undefined
      ? `${bound} IS NOT NULL`
      : `${bound} >= ${exampleTime(planner.rows)} - ${interval(call.over)}`;
  const problems: string[] = [];
  part.columns.set(column, {
    sql: aggregate(call, names, problems, filter),
    cause: [feature, causeOf(scope, feature.formula)],
  });
  part.longest = Math.max(part.longest, call.over ?? Infinity);
  for (const problem of problems)
    scope.report(
      'TN9311',
      feature.formula.origin,
      `The feature ${feature.qualifiedName} can't be computed in a pipeline: ${problem}.`,
    );
  return `${part.name}.${sqlName(column)}`;
}

/** The source a column belongs to: the one that was written, else the first of the view's sources that has it. */
function ownerOf(
  name: string,
  from: string | undefined,
  view: Features,
  { scope }: Planner,
): Source | undefined {
  const sources = sourcesOf(view, scope);
  if (from !== undefined)
    return (
      sources.find((source) => source.qualifiedName === from) ??
      find(scope, { kind: 'source', qualifiedName: from, origin: view.origin }, 'source')
    );
  return sources.find((source) => source.columns.some((column) => column.name === name));
}

function sourceOfAggregate(call: Call, view: Features, planner: Planner): Source | undefined {
  const visit = (node: ExpressionNode): Source | undefined => {
    if (node.node === 'column') return ownerOf(node.name, node.source?.qualifiedName, view, planner);
    for (const child of partsOf(node)) {
      const found = visit(child);
      if (found) return found;
    }
    return undefined;
  };
  return visit(call) ?? sourcesOf(view, planner.scope)[0];
}

const sourcesOf = (view: Features, scope: Scope): Source[] =>
  view.from.map((ref) => find(scope, ref, 'source')).filter((source) => source !== undefined);

function partOf(kind: Part['kind'], view: Features, source: Source, planner: Planner): Part | undefined {
  const { scope, rows, step, parts } = planner;
  const id = `${kind} ${view.qualifiedName} ${source.qualifiedName}`;
  const known = parts.get(id);
  if (known) return known;
  const keys = [...new Set(view.of.flatMap((ref) => find(scope, ref, 'entity')?.key.value ?? []))];
  // With several entities, a source is joined by those keys that it has.
  const own = keys.filter(
    (key) => source.columns.length === 0 || source.columns.some((column) => column.name === key),
  );
  const lacking = own.filter((key) => rows.columns.size > 0 && !rows.columns.has(key));
  if (own.length === 0 || lacking.length > 0) {
    const problem =
      own.length === 0
        ? `the source "${source.name}" has no key column of ${view.name}`
        : `the rows have no column "${lacking[0]}"`;
    scope.report('TN9317', step, `"${step.name}" can't be joined with ${view.qualifiedName}: ${problem}.`);
    return undefined;
  }
  if (kind !== 'key' && source.eventTime && timeOf(rows) === undefined) {
    scope.report(
      'TN9317',
      step,
      `"${step.name}" can't be joined with ${view.qualifiedName} as of a time: the source "${rows.source.name}" of its rows has no event_time.`,
    );
    return undefined;
  }
  const table = sourceName(scope, source);
  const taken = new Set([...scope.sources.keys(), ...[...parts.values()].map((part) => part.name)]);
  const plain = kind === 'window' ? view.name : `${view.name}_${kind === 'latest' ? 'latest' : 'row'}`;
  const wanted = [plain, `${plain}_${source.name}`, `${plain}_${source.qualifiedName.replaceAll('.', '_')}`];
  const name = wanted.find((candidate) => !taken.has(candidate)) ?? `${plain}_${parts.size}`;
  const part: Part = {
    kind,
    name: sqlName(name),
    view,
    source,
    sourceName: table,
    keys: own,
    columns: new Map(),
    longest: 0,
  };
  parts.set(id, part);
  return part;
}

const exampleTime = (rows: Rows): string => `examples.${sqlName(timeOf(rows) ?? '')}`;

function printPart(part: Part, rows: Rows, scope: Scope): JoinPart {
  const cause = [part.view, ...part.view.of.map((ref) => find(scope, ref, 'entity'))];
  const table = sqlName(part.sourceName);
  const keys = part.keys.map((key) => `${table}.${sqlName(key)} = examples.${sqlName(key)}`);
  const time = part.source.eventTime;
  const entities = part.view.of.map((ref) => ref.qualifiedName.split('.').at(-1)).join(' and ');
  const columns = [...part.columns].map(([name, { sql, cause }], index, all) => ({
    text: `${sql} AS ${sqlName(name)}${index < all.length - 1 ? ',' : ''}`.replace(
      `${table}.${sqlName(name)} AS ${sqlName(name)}`,
      `${table}.${sqlName(name)}`,
    ),
    depth: 2,
    cause,
  }));
  const of = `features ${part.view.name} of ${entities}`;
  const head = [
    { text: 'SELECT', depth: 1 },
    { text: 'examples.example_id,', depth: 2 },
    ...columns,
    { text: 'FROM examples', depth: 1 },
  ];
  if (part.kind === 'latest') {
    const before = `${table}.${sqlName(time!.value)} < ${exampleTime(rows)}`;
    return {
      name: part.name,
      comment: `${of}: the latest row of ${part.sourceName} before each example`,
      cause,
      lines: [
        ...head,
        {
          text: `ASOF LEFT JOIN ${table} ON ${[...keys, before].join(' AND ')}`,
          depth: 1,
          cause: [part.view, time],
        },
      ],
    };
  }
  const bounds: { text: string; cause: Cause }[] = [];
  if (time) {
    const column = `${table}.${sqlName(time.value)}`;
    if (part.longest !== Infinity)
      bounds.push({
        text: `${column} >= ${exampleTime(rows)} - ${interval(part.longest)}`,
        cause: { derived: 'the longest window of the view', from: [part.view, time] },
      });
    bounds.push({
      text: `${column} < ${exampleTime(rows)}`,
      cause: { derived: 'only what happened before the example is known', from: [time] },
    });
  }
  return {
    name: part.name,
    comment: `${of}: what happened in ${part.sourceName} before each example`,
    cause,
    lines: [
      ...head,
      { text: `LEFT JOIN ${table}`, depth: 1, cause: part.view },
      ...keys.map((key, index) => ({
        text: `${index === 0 ? 'ON' : 'AND'} ${key}`,
        depth: 2,
        cause: part.view.of,
      })),
      ...bounds.map(({ text, cause }) => ({ text: `AND ${text}`, depth: 2, cause })),
      { text: 'GROUP BY examples.example_id', depth: 1 },
    ],
  };
}
