import { NameScope, type Symbol, type Syntax } from '../../../language/index.ts';
import type { ExpectedAt } from '../../names/expected.ts';
import { namedArguments, takesText } from './call-form.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import { around, calleeName, isArgument, isCall, type NameView } from './name-view.ts';
import { referenceCandidates } from './reference-candidates.ts';

/** What can stand between the parentheses of `cron(…)`, or of a template's instance. */
export function* argumentCandidates(
  node: Syntax.NameRef,
  at: ExpectedAt,
  view: NameView,
): Iterable<Candidate> {
  const call = around(node, isCall);
  const callee = calleeName(call);
  if (!call || callee === undefined) return;
  const given = new Set(call.arguments.map(({ name }) => name));
  const argument = around(node, isArgument);
  if (at.expected.is === 'template') {
    yield* templateArguments(callee, argument, given, at.around, view);
    return;
  }
  const type = at.expected.is === 'value' ? (at.expected.type.items ?? at.expected.type) : undefined;
  const help = type?.functions && Object.hasOwn(type.functions, callee) ? type.functions[callee] : undefined;
  if (help === undefined || argument?.name !== undefined) return;
  if (call.arguments[0] === argument) {
    if (!takesText(callee, help)) return;
    yield { label: '"…"', kind: CandidateKind.Value, doc: help, insert: '"$1"', isSnippet: true, goesOn: true, rank: 1 }; // prettier-ignore
    return;
  }
  for (const { name, snippet } of namedArguments(callee, help)) {
    if (given.has(name)) continue;
    yield { label: name, kind: CandidateKind.Property, doc: help, insert: snippet, isSnippet: true, goesOn: name === 'zone', rank: 0 }; // prettier-ignore
  }
}

/** Parameters that are not given yet, and behind one of them what it takes. */
function* templateArguments(
  callee: string,
  argument: Syntax.Argument | undefined,
  given: ReadonlySet<string | undefined>,
  element: Symbol | undefined,
  view: NameView,
): Iterable<Candidate> {
  const names = new NameScope(view.project.analysis.project, view.symbols);
  const template = names.lookupOutside(callee, ['template']);
  const parameters = (template?.all ?? []).filter(({ kind }) => kind === 'parameter');
  if (argument?.name === undefined) {
    for (const [order, { name, node }] of parameters.entries()) {
      if (given.has(name)) continue;
      const type = node.$type === 'Parameter' ? node.type?.$cstNode?.text : undefined;
      const isOptional = node.$type === 'Parameter' && node.default !== undefined;
      const detail = [type, ...(isOptional ? ['may be left out'] : [])].join(', ');
      yield {
        label: name,
        kind: CandidateKind.Property,
        detail,
        insert: `${name}: `,
        goesOn: true,
        rank: isOptional ? 1 : 0,
        order,
      };
    }
    return;
  }
  const parameter = parameters.find(({ name }) => name === argument.name)?.node;
  const type = parameter?.$type === 'Parameter' ? parameter.type?.$cstNode?.text : undefined;
  if (type !== undefined) yield* referenceCandidates([type], element, view);
  for (const candidate of referenceCandidates(['param', 'let', 'parameter'], element, view)) {
    yield { ...candidate, rank: candidate.rank + 2 };
  }
}
