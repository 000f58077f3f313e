import {
  FUNCTIONS,
  isAction,
  isClause,
  isDeclaration,
  isEntry,
  MEASURES,
  METRICS,
  type Symbol,
  type Syntax,
} from '../../language/index.ts';
import { expectedAt } from './expected.ts';
import { memberOf, partOf } from './member-meaning.ts';
import { COLUMN_WORD, isMeant, PART_WORD } from './plain-words.ts';
import type { NamedFile, ProjectNames } from './project-names.ts';
import { columnBehind, columnsNamed } from './row-columns.ts';
import { rowSymbol } from './symbol-identity.ts';

/**
 * What a name means that the checks bind to nothing, because any word may stand there or because only a tool knows
 * all of them: columns after `by`, members of steps, arguments of templates, parts of a split. Empty when it is
 * no name of the model, such as a word of an enumeration.
 */
export function meaningOf(
  node: object,
  property: string,
  file: NamedFile,
  names: ProjectNames,
): readonly Symbol[] {
  const part = node as Part;
  switch (part.$type) {
    case 'NameRef':
      return property === 'name' ? meaningOfName(node as Syntax.NameRef, file, names) : [];
    case 'Member':
      return property === 'member' ? meaningOfMember(node as Syntax.Member, file, names) : [];
    case 'Argument':
      return property === 'name' ? templateParameter(node as Syntax.Argument, file, names) : [];
    case 'Entry':
      return property === 'name' ? meaningOfEntry(node as Syntax.Entry, file, names) : [];
    default:
      return [];
  }
}

interface Part {
  readonly $type: string;
  readonly $container?: unknown;
  readonly $containerProperty?: string;
}

function meaningOfMember(node: Syntax.Member, file: NamedFile, names: ProjectNames): readonly Symbol[] {
  const scope = names.scopeAt(node, file);
  const receivers = symbolsOf(node.receiver, file, names);
  if (receivers.length > 0) {
    return receivers.flatMap((receiver) => memberOf(receiver, node.member, scope, names));
  }
  // `control.revenue`: a word that the experiment brings, and a metric of it.
  const metric = scope.lookup(node.member, ['metric']);
  return metric?.kind === 'metric' && node.receiver.$type === 'NameRef' ? [metric] : [];
}

/** What an expression that is a name stands for, whoever knows it. */
function symbolsOf(
  node: Syntax.Expression | undefined,
  file: NamedFile,
  names: ProjectNames,
): readonly Symbol[] {
  if (!node) return [];
  if (node.$type === 'Version') return symbolsOf(node.receiver, file, names);
  const property = node.$type === 'NameRef' ? 'name' : node.$type === 'Member' ? 'member' : undefined;
  if (property === undefined) return [];
  const bound = file.checked.bindings.filter(
    (each) => each.node === node && each.property === property && isMeant(each, file.file, names.project),
  );
  return bound.length > 0 ? bound.map(({ symbol }) => symbol) : meaningOf(node, property, file, names);
}

function meaningOfName(node: Syntax.NameRef, file: NamedFile, names: ProjectNames): readonly Symbol[] {
  const { name } = node;
  const owner = node.$container as Part | undefined;
  if (!owner) return [];
  const scope = names.scopeAt(node, file);
  const { around } = scope;
  const lookup = (kinds: readonly string[]): Symbol[] => {
    const found = scope.lookup(name, kinds);
    return found && (kinds.length === 0 || kinds.includes(found.kind)) ? [found] : [];
  };
  // `max_gap(recall, by: country)` asks for a column like a clause does.
  const isBy = owner.$type === 'Argument' && (owner as Syntax.Argument).name === 'by';
  const at = expectedAt(node, { symbols: file.file.symbols, project: names.project });
  const type = at?.expected.is === 'value' ? at.expected.type : undefined;
  const description = (type?.items ?? type)?.description;
  if (description === PART_WORD) return around ? partOf(around, name, names) : [];
  const isColumn = isBy || description === COLUMN_WORD;
  if (isColumn || isGroupedBy(node)) return around ? columnsNamed(name, around, names) : [];
  if (node.$containerProperty === 'receiver') {
    const row = around && columnInScope(name, around, names);
    return row && row.length > 0 ? row : lookup([]);
  }
  if (node.$containerProperty === 'callee') {
    return FUNCTIONS.has(name) || METRICS.has(name) || MEASURES.has(name) ? [] : lookup(['model', 'engine']);
  }
  if (isGivenToRun(node)) return lookup([]);
  if (at === undefined || at.expected.is !== 'value') return [];
  if (type?.scope === undefined) return type?.words || type?.dataType ? [] : lookup(['environment']);
  const row = around ? columnInScope(name, around, names) : [];
  return row.length > 0 ? row : portOfServed(name, around, names);
}

/** `limit 20/min by user`, `cache results by [user_id]`: keys that come with a request. */
function isGroupedBy(node: Part): boolean {
  let part: Part | undefined = node;
  if ((part.$container as Part | undefined)?.$type === 'List') part = part.$container as Part;
  const clause = part.$container;
  return isClause(clause) && clause.word === 'by' && isAction(clause.$container);
}

/** Columns that steps compute are names of the step; the checks know their types only. */
function columnInScope(name: string, around: Symbol, { project }: ProjectNames): Symbol[] {
  if (around.kind !== 'step') return [];
  const meaning = project.analysis.rowScope(around).lookup(name);
  return meaning ? columnBehind(name, meaning) : [];
}

/** What is watched or collected in a service: its own inputs and outputs, and the tensors of what it serves. */
function portOfServed(name: string, around: Symbol | undefined, names: ProjectNames): Symbol[] {
  if (!around) return [];
  const owners = around.kind === 'service' ? [around, ...names.modelsServedBy(around)] : [around];
  const ports = owners.flatMap(({ all }) => all.filter(({ kind }) => kind === 'input' || kind === 'output'));
  return ports.filter((port) => port.name === name).slice(0, 1);
}

/** `gpu_site(limit: 16)`: the parameter of the template. */
function templateParameter(node: Syntax.Argument, file: NamedFile, names: ProjectNames): readonly Symbol[] {
  const call = node.$container as Part;
  const declaration = call.$container;
  if (call.$type !== 'Call' || !isDeclaration(declaration) || (declaration.value as object) !== call)
    return [];
  const template = symbolsOf((call as Syntax.Call).callee, file, names).find(
    ({ kind }) => kind === 'template',
  );
  const parameter = node.name === undefined ? undefined : template?.members.get(node.name);
  return parameter?.kind === 'parameter' ? [parameter] : [];
}

function meaningOfEntry(node: Syntax.Entry, file: NamedFile, names: ProjectNames): readonly Symbol[] {
  const owner = (node.$container as Part | undefined)?.$container;
  // `run monthly with { region: "north" }`: a parameter of the pipeline that runs.
  if (isClause(owner) && isAction(owner.$container) && owner.word === 'with') {
    const [pipeline] = symbolsOf(owner.$container.object, file, names);
    const parameter = pipeline?.members.get(node.name);
    return parameter?.kind === 'param' ? [parameter] : [];
  }
  const around = names.around(node, file.file);
  if (!around) return [];
  if (isAction(owner)) {
    if (owner.verb === 'split') return owner.body && node.value && !node.formula ? [rowSymbol(node, 'part', around)] : []; // prettier-ignore
    return node.formula && around.kind === 'step' ? [rowSymbol(node, 'column', around)] : [];
  }
  return isDeclaration(owner) ? overriddenRow(node, owner, around) : [];
}

/** A row inside an environment's override is the one of the declaration. */
function overriddenRow(node: Syntax.Entry, owner: Syntax.Declaration, around: Symbol): readonly Symbol[] {
  if (around.node === owner || around.node === (owner.$container as Part | undefined)?.$container) return [];
  const member = around.members.get(node.name);
  const isRow = member && isEntry(member.node) && member.node !== node;
  return isRow && (member.kind === 'column' || member.kind === 'feature') ? [member] : [];
}

/** A value in `run monthly with { rows: good }`. */
function isGivenToRun(node: Part): boolean {
  const entry = node.$container;
  const clause = isEntry(entry) ? (entry.$container as Part).$container : undefined;
  return isClause(clause) && clause.word === 'with' && isAction(clause.$container);
}
