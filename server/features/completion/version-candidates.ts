import {
  isEntry,
  NameScope,
  printName,
  resolvePath,
  VOCABULARY,
  type Symbol,
  type Syntax,
} from '../../../language/index.ts';
import { CandidateKind, type Candidate } from './candidate.ts';
import type { Word } from './cursor.ts';
import { pathOf } from './name-text.ts';
import type { NameView } from './name-view.ts';

/** What can stand behind `@`: versions that the project speaks of, the declared one, and stages of the registry. */
export function* versionCandidates(
  node: Syntax.Version,
  word: Word,
  around: Symbol | undefined,
  view: NameView,
): Iterable<Candidate> {
  const path = pathOf(node.receiver);
  const name = path?.at(-1);
  if (name === undefined) return;
  const scope = new NameScope(view.project.analysis.project, view.symbols, around);
  const symbol = resolvePath(scope, node.receiver, [
    'model',
    'features',
    'bundle',
    'dataset',
    'optimize',
  ])?.[0];
  const declared = symbol && declaredVersion(symbol);
  if (declared !== undefined)
    yield { label: declared, kind: CandidateKind.Value, detail: 'as declared', rank: 0 };
  const written = [...writtenVersions(name, word, view)].sort((a, b) =>
    b.localeCompare(a, 'en', { numeric: true }),
  );
  for (const [order, label] of written.entries()) {
    yield { label, kind: CandidateKind.Value, detail: 'used in the project', rank: 1, order };
  }
  if (symbol && !STAGED.has(symbol.kind)) return;
  const stages = VOCABULARY.verbIn('step', 'promote')?.clauses['to']?.type.words ?? {};
  for (const [label, doc] of Object.entries(stages))
    yield { label, kind: CandidateKind.EnumMember, doc, rank: 2 };
}

/** Only what is registered moves from stage to stage. */
const STAGED: ReadonlySet<string> = new Set(['model', 'optimize']);

function declaredVersion({ node }: Symbol): string | undefined {
  const statements = 'body' in node ? (node.body?.statements ?? []) : [];
  const entry = statements.find((each) => isEntry(each) && each.name === 'version' && !each.formula);
  return entry && isEntry(entry) ? entry.value?.$cstNode?.text : undefined;
}

/** Versions behind the name anywhere in the project. Only files with the name in them are looked at. */
function writtenVersions(
  name: string,
  { start, end }: Word,
  { names, written, project }: NameView,
): Set<string> {
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_])${escape(printName(name))}@([\\p{L}\\p{N}_.]+|"[^"\\r\\n]*")`,
    'gu',
  );
  const found = new Set<string>();
  for (const path of names.pathsWith([name]).slice(0, MOST_FILES)) {
    const { text } = project.files.get(path) ?? written;
    const others = path === written.path ? text.slice(0, start) + text.slice(end) : text;
    for (const [, version] of others.matchAll(pattern)) found.add(version!.replace(/\.$/u, ''));
  }
  return found;
}

const MOST_FILES = 200;

const escape = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
