import { documentationOf, NameScope, printType, type Symbol, type Syntax } from '../../../language/index.ts';
import type { FileView } from '../../names/statement-place.ts';
import { importEdit } from '../../text/import-edit.ts';
import { CandidateKind, type Candidate } from './candidate.ts';

/** The file as it is without the made-up word: imports are written into this one. */
export interface NameView extends FileView {
  readonly written: Syntax.File;
}

/** Names of elements that fit: first those that are seen here, then those that an import would bring. */
export function* referenceCandidates(
  kinds: readonly string[],
  around: Symbol | undefined,
  view: NameView,
): Iterable<Candidate> {
  const { analysis } = view.project;
  const names = new NameScope(analysis.project, view.symbols, around);
  const fits = (symbol: Symbol): boolean =>
    kinds.length === 0 ? !NOT_ANYWHERE.has(symbol.kind) : kinds.includes(symbol.kind);
  const seen = new Set<string>();
  for (const symbol of names.visible()) {
    if (!fits(symbol) || seen.has(symbol.name)) continue;
    seen.add(symbol.name);
    yield referenceCandidate(symbol, view, { rank: symbol.file.library ? 2 : 1 });
  }
  if (kinds.length === 0) return;
  for (const file of analysis.project.files.values()) {
    if (file.package === view.symbols.package || file.library || file.package === '') continue;
    for (const symbol of file.declared) {
      if (!fits(symbol) || seen.has(symbol.name)) continue;
      seen.add(symbol.name);
      const alsoEdit = importEdit(view.written, file.package, symbol.name);
      yield referenceCandidate(symbol, view, {
        rank: 4,
        alsoEdit,
        detail: `${symbol.kind}, import from ${file.package}`,
      });
    }
  }
}

/** What only some places take is not offered where everything goes. */
const NOT_ANYWHERE: ReadonlySet<string> = new Set([
  'template',
  'environment',
  'deployment',
  'param',
  'let',
  'parameter',
]);

export function referenceCandidate(
  symbol: Symbol,
  view: FileView,
  more: Pick<Candidate, 'rank'> & Partial<Candidate>,
): Candidate {
  const type = view.project.analysis.types.typeOf(symbol);
  const doc = documentationOf(symbol.node);
  return {
    label: symbol.name,
    kind: ['column', 'feature'].includes(symbol.kind) ? CandidateKind.Field : CandidateKind.Reference,
    detail: type.kind === 'unknown' ? symbol.kind : `${symbol.kind} ${printType(type)}`,
    ...(doc === undefined ? {} : { doc }),
    ...more,
  };
}
