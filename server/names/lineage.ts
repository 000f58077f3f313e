import { setImmediate } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver';
import { bindingRange, isImportStatement, nameRange, type Range, type Symbol } from '../../language/index.ts';
import { occurrencesIn } from './occurrences.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import type { NamedFile, ProjectNames } from './project-names.ts';
import { symbolOfNode } from './symbol-of-node.ts';

/** Something that goes into, or comes out of, something else, and where that is written. */
export interface LineageStep {
  readonly symbol: Symbol;
  /** Places where the one names the other, in the file of the one that takes. */
  readonly ranges: readonly Range[];
}

/** Kinds that data, features and models go through on their way from a source to a deployment. */
const KINDS: ReadonlySet<string> = new Set([
  'source', 'sink', 'dataset', 'labels', 'column', 'entity', 'features', 'feature', 'bundle', 'metric',
  'training', 'model', 'engine', 'index', 'input', 'output', 'optimize', 'pipeline', 'step',
  'service', 'experiment', 'monitoring', 'deployment', 'claim',
]); // prettier-ignore

/** Members that are a stretch of the way by themselves; what they name goes into them, not into what is around. */
const STRETCHES: ReadonlySet<string> = new Set(['column', 'feature', 'input', 'output', 'step']);

/** How many files are looked at before others get a turn. */
const AT_ONCE = 20;

/** What a symbol is made from, directly. */
export function upstreamOf(symbol: Symbol, names: ProjectNames): LineageStep[] {
  const steps = new Collected();
  for (const part of partsInside(symbol)) steps.add(part, [nameRange(part)]);
  if (symbol.kind === 'column' && symbol.parent) steps.add(symbol.parent, [nameRange(symbol)]);
  if (symbol.kind === 'output' && symbol.parent?.kind === 'model')
    steps.add(symbol.parent, [nameRange(symbol)]);
  for (const training of trainingOf(symbol, names)) steps.add(training, [nameRange(symbol)]);
  const file = names.file(symbol.file.path);
  const extent = symbol.node.$cstNode;
  for (const binding of file?.checked.bindings ?? []) {
    const at = binding.node.$cstNode;
    if (at && extent && (at.offset < extent.offset || at.end > extent.end)) continue;
    if (!KINDS.has(binding.symbol.kind) || isInside(binding.symbol, symbol)) continue;
    if (file && ownerOf(binding.node, file) === symbol) steps.add(binding.symbol, [bindingRange(binding)]);
  }
  return steps.all;
}

/** Gives the files that can name a symbol. */
type FileAt = (path: string) => ModelFile | undefined;

/** What is made with a symbol, directly. */
export function downstreamOf(symbol: Symbol, names: ProjectNames, fileAt: FileAt): LineageStep[] {
  const steps = new Collected();
  const looks = lookDownstream(symbol, names, fileAt, steps);
  while (looks.next().done !== true);
  return steps.all;
}

/** The same without holding up others: a name that many files have takes its time. Empty when it is cancelled. */
export async function downstreamInTurns(
  symbol: Symbol,
  names: ProjectNames,
  fileAt: FileAt,
  token: CancellationToken,
): Promise<LineageStep[]> {
  const steps = new Collected();
  let looked = 0;
  const looks = lookDownstream(symbol, names, fileAt, steps);
  while (looks.next().done !== true) {
    if (++looked % AT_ONCE === 0) await setImmediate();
    if (token.isCancellationRequested) return [];
  }
  return steps.all;
}

/** Adds to the steps, a file in each turn. */
function* lookDownstream(
  symbol: Symbol,
  names: ProjectNames,
  fileAt: FileAt,
  steps: Collected,
): Generator<undefined> {
  const { parent } = symbol;
  if (parent && partsInside(parent).includes(symbol)) steps.add(parent, [nameRange(symbol)]);
  if (symbol.kind === 'source' || symbol.kind === 'dataset') {
    for (const column of symbol.all) if (column.kind === 'column') steps.add(column, [nameRange(column)]);
  }
  if (symbol.kind === 'model') {
    for (const output of symbol.all) if (output.kind === 'output') steps.add(output, [nameRange(output)]);
  }
  for (const model of modelOf(symbol, names)) steps.add(model, [nameRange(model)]);
  for (const path of names.pathsWith([symbol.name])) {
    yield;
    const model = fileAt(path);
    if (!model) continue;
    for (const { range, isDeclaration, node } of occurrencesIn(model, [symbol])) {
      const owner = isDeclaration ? undefined : ownerOf(node, model);
      if (owner && owner !== symbol && !isInside(owner, symbol) && KINDS.has(owner.kind))
        steps.add(owner, [range]);
    }
  }
}

/** Parts whose results come together in what is around them. */
function partsInside({ kind, all }: Symbol): Symbol[] {
  if (kind === 'features') return all.filter((part) => part.kind === 'feature');
  return kind === 'model' ? all.filter((part) => part.kind === 'input') : [];
}

const sameName = (symbol: Symbol, kind: string, names: ProjectNames): Symbol[] =>
  names.project.analysis.project
    .declared(symbol.file.package, symbol.name)
    .filter((each) => each.kind === kind);

/** A training gives the model of its name. */
const trainingOf = (symbol: Symbol, names: ProjectNames): Symbol[] =>
  symbol.kind === 'model' && !symbol.parent ? sameName(symbol, 'training', names) : [];

const modelOf = (symbol: Symbol, names: ProjectNames): Symbol[] =>
  symbol.kind === 'training' && !symbol.parent ? sameName(symbol, 'model', names) : [];

/** The innermost stretch, or else the declaration at the top, that a node stands in. */
function ownerOf(node: object, { file }: Pick<NamedFile, 'file'>): Symbol | undefined {
  let found: Symbol | undefined;
  for (let part: { $container?: unknown } | undefined = node; part; part = part.$container as typeof part) {
    if (isImportStatement(part)) return undefined;
    const symbol = symbolOfNode(file.symbols, part);
    if (symbol && STRETCHES.has(symbol.kind)) return symbol;
    if (symbol) found = symbol;
  }
  return found;
}

function isInside(symbol: Symbol, outer: Symbol): boolean {
  for (let up: Symbol | undefined = symbol; up; up = up.parent) if (up === outer) return true;
  return false;
}

class Collected {
  readonly #steps = new Map<Symbol, Range[]>();

  add(symbol: Symbol, ranges: readonly Range[]): void {
    const known = this.#steps.get(symbol) ?? [];
    const isNew = (range: Range): boolean => !known.some((each) => each.start.line === range.start.line && each.start.character === range.start.character); // prettier-ignore
    this.#steps.set(symbol, [...known, ...ranges.filter(isNew)]);
  }

  get all(): LineageStep[] {
    return [...this.#steps].map(([symbol, ranges]) => ({ symbol, ranges }));
  }
}
