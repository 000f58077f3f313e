import {
  isDeclaration,
  isEntry,
  METRICS,
  type Symbol,
  type Syntax,
  type ValueType,
} from '../../../language/index.ts';
import { TARGETS } from '../../../targets/registry.ts';
import type { ExpectedAt } from '../../names/expected.ts';
import { placeOfStatement } from '../../names/statement-place.ts';
import { argumentCandidates } from './argument-candidates.ts';
import { callText, isListed } from './call-form.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { asksForColumn, columnCandidates } from './column-candidates.ts';
import { comparedCandidates, isCompared } from './compared-candidates.ts';
import { typeInFile } from './data-file-candidates.ts';
import { inputOf, inputSources } from './input-source-candidates.ts';
import { libraryCandidates, placeCandidates } from './machine-candidates.ts';
import { partsOf } from './member-candidates.ts';
import { around, calleeName, isCall, type NameView } from './name-view.ts';
import { exampleOf } from './value-snippet.ts';
import { quantities, units } from './quantity-candidates.ts';
import { distances, referenceCandidates } from './reference-candidates.ts';
import { namesOfBodies, scopeNames } from './scope-names.ts';
import { SnippetStops } from './snippet.ts';
import { typeNames } from './type-names.ts';

/** What can be written as a value: what its type asks for first, then parameters, which fit anywhere. */
export function* valueCandidates(
  node: Syntax.NameRef,
  at: ExpectedAt,
  prefix: string,
  view: NameView,
): Iterable<Candidate> {
  const { expected, around: element, inCall } = at;
  if (expected.is === 'type') {
    yield* typeInFile(node.$container, element, view);
    yield* typeNames(node, view);
    return;
  }
  if (inCall && !(expected.is === 'value' && (expected.type.items ?? expected.type).scope)) {
    yield* argumentCandidates(node, at, view);
    return;
  }
  if (expected.is === 'template') {
    yield* referenceCandidates(['template'], element, view);
    return;
  }
  const input = inputOf(node);
  if (input) {
    yield* inputSources(input, at, view);
    return;
  }
  const type = expected.type.items ?? expected.type;
  const listed = new Set(node.$container.$type === 'List' ? node.$container.items.map(nameIn) : []);
  for (const candidate of ofType(node, type, at, prefix, view)) {
    if (!listed.has(candidate.label)) yield candidate;
  }
}

const nameIn = (node: Syntax.Expression): string | undefined =>
  node.$type === 'NameRef' ? node.name : undefined;

function* ofType(
  node: Syntax.NameRef,
  type: ValueType,
  at: ExpectedAt,
  prefix: string,
  view: NameView,
): Iterable<Candidate> {
  const { around: element } = at;
  if (type.scope) {
    yield* comparedCandidates(node, at, prefix, view);
    if (/^[0-9]/u.test(prefix)) return;
    yield* scopeNames(type.scope, element, view, { rank: 1, callee: calleeName(around(node, isCall)) });
    yield* namesOfBodies(node, view);
    yield* parameters(element, view, isCompared(node) ? 0 : 2);
    return;
  }
  if (/^[0-9]/u.test(prefix)) {
    yield* units(type.dimension, prefix);
    return;
  }
  const entry = around(node, isEntry);
  if (asksForColumn(node, at) && element) {
    yield* columnCandidates(element, entry?.name, view);
    return;
  }
  if (entry) yield* byDefault(entry, view);
  for (const [order, [label, doc]] of Object.entries(type.words ?? {}).entries()) {
    yield { label, kind: CandidateKind.EnumMember, doc, rank: 0, order };
  }
  for (const [name, help] of Object.entries(type.functions ?? {})) {
    yield { label: name, kind: CandidateKind.Function, detail: help, insert: `${callText(name, help, new SnippetStops())}$0`, isSnippet: true, goesOn: isListed(name) || type.arguments !== undefined, rank: 1 }; // prettier-ignore
  }
  if (type.description === METRIC_WORD) yield* metricNames();
  if (type.dimension) yield* quantities(type.dimension);
  if (type.kinds) yield* elements(type.kinds, at, view);
  if (type.library !== undefined && !type.kinds) {
    for (const each of libraryCandidates(type.library, element, view))
      yield { ...each, insert: `"${each.label}"` };
  }
  if (type.file) {
    yield { label: '"…"', kind: CandidateKind.File, detail: type.description, insert: '"$1"', isSnippet: true, goesOn: true, rank: 1 }; // prettier-ignore
  }
  const example = type.dimension || type.library !== undefined ? undefined : exampleOf(type);
  if (example !== undefined)
    yield { label: example, kind: CandidateKind.Value, detail: 'for example', rank: 1 };
  if (isTargetOfDeployment(node)) {
    for (const { manifest } of TARGETS)
      yield { label: manifest.id, kind: CandidateKind.Module, detail: manifest.title, rank: 0 };
  }
  yield* parameters(element, view, 3);
}

/** How the vocabulary calls values that name a figure of an evaluation. */
const METRIC_WORD = 'the name of a metric';

function* metricNames(): Iterable<Candidate> {
  for (const [label, { doc }] of METRICS) yield { label, kind: CandidateKind.Constant, doc, rank: 1 };
}

/** A parameter fits wherever its type does; which type that is, the check says. */
function* parameters(element: Symbol | undefined, view: NameView, rank: number): Iterable<Candidate> {
  for (const candidate of referenceCandidates(['param', 'let', 'parameter'], element, view)) {
    if (!candidate.importOf) yield { ...candidate, rank, order: 500 };
  }
}

/** Elements that fit; of steps and data sets that are divided also each part, since these are mostly wanted. */
function* elements(
  kinds: readonly string[],
  { around: element }: ExpectedAt,
  view: NameView,
): Iterable<Candidate> {
  yield* placeCandidates(referenceCandidates(kinds, element, view), element);
  if (!kinds.includes('step')) return;
  const distance = distances(element, view);
  for (let each = element; each; each = each.parent) {
    for (const step of each.members.values()) {
      if (step.kind !== 'step') continue;
      for (const [order, part] of partsOf(step).entries()) {
        yield { label: `${step.name}.${part.name}`, kind: CandidateKind.Field, detail: `part of ${step.name}`, rank: 1, order: distance(step) + order }; // prettier-ignore
      }
    }
  }
}

/** What holds when nothing is written. */
function* byDefault(entry: Syntax.Entry, view: NameView): Iterable<Candidate> {
  const word = placeOfStatement(entry, view).word?.properties;
  const property = word && Object.hasOwn(word, entry.name) ? word[entry.name] : undefined;
  if (property?.default === undefined || property.type.words) return;
  yield { label: property.default, kind: CandidateKind.Value, detail: 'default', rank: 0 };
}

const isTargetOfDeployment = (node: Syntax.NameRef): boolean => {
  const action = node.$container.$type === 'List' ? node.$container.$container : node.$container;
  const owner =
    action?.$type === 'Action' && action.verb === 'emit' ? action.$container.$container : undefined;
  return isDeclaration(owner) && owner.noun === 'deployment';
};
