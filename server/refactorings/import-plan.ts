import { isPackageStatement, offsetsOf, printName, textOf, type ProjectFile, type Symbol, type Syntax } from '../../language/index.ts'; // prettier-ignore
import { groupBy } from '../text/group-by.ts';
import { removeStatement } from './declaration-text.ts';
import type { OuterName } from './outer-names.ts';
import type { Refusal } from './refactoring.ts';
import type { TextChanges } from './text-changes.ts';

/** A name that a file has to see, and where it will be declared. */
interface Wanted {
  readonly written: string;
  readonly name: string;
  readonly from: string;
}

export interface ImportPlan {
  readonly statements: readonly { readonly statement: Syntax.ImportStatement; readonly names: readonly string[] }[]; // prettier-ignore
  /** Imports of packages that the file takes nothing from yet, as lines. */
  readonly added: readonly string[];
}

export interface PlanOptions {
  /** What stays in the file and what comes into it. */
  readonly needed: readonly OuterName[];
  /** What was needed before and may not be any more. */
  readonly dropped: readonly OuterName[];
  /** Package of the file afterwards. */
  readonly package: string;
  /** Package in which a declaration will be. */
  readonly packageOf: (symbol: Symbol) => string;
}

/** What a file has to import so that each of its names goes on meaning the same. */
export function planImports(
  imports: readonly Syntax.ImportStatement[],
  options: PlanOptions,
): ImportPlan | Refusal {
  const { needed, dropped, packageOf } = options;
  const wanted = new Map<string, Wanted>();
  for (const { written, means } of needed) {
    const want = { written, name: means.name, from: 'lostIn' in means ? means.lostIn : packageOf(means) };
    const other = wanted.get(written);
    if (other && (other.from !== want.from || other.name !== want.name)) {
      return { problem: `${written} would mean ${other.from}.${other.name} and ${want.from}.${want.name} in one file.` }; // prettier-ignore
    }
    wanted.set(written, want);
  }
  const gone = new Set(dropped.map(({ written }) => written));
  const seen = new Set<string>();
  const statements = imports.map((statement) => {
    const kept = statement.names.filter((each) => {
      const local = each.alias ?? each.name;
      const want = wanted.get(local);
      const isRight = want?.from === statement.package && want.name === each.name;
      const isNeedless = isRight && statement.package === options.package && each.alias === undefined;
      const isIdle = !want && gone.has(local);
      if (isRight && !isNeedless) seen.add(local);
      return want ? isRight && !isNeedless : !isIdle;
    });
    return { statement, names: kept.map((each) => textOf(each)) };
  });
  const isSeen = ({ written, name, from }: Wanted): boolean =>
    seen.has(written) ||
    (written === name && (from === options.package || imports.some((each) => each.package === from && each.names.length === 0))); // prettier-ignore
  const missing = groupBy([...wanted.values()].filter((want) => !isSeen(want)), ({ from }) => from); // prettier-ignore
  if (missing.has('')) return { problem: `${missing.get('')![0]!.name} is in a file without a package, which nothing can import from.` }; // prettier-ignore
  const added: string[] = [];
  for (const [from, wants] of [...missing].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const names = wants.map(({ written, name }) => (written === name ? printName(name) : `${printName(name)} as ${printName(written)}`)).sort(); // prettier-ignore
    const known = statements.find(
      (each) => each.statement.package === from && each.statement.names.length > 0,
    );
    if (known) known.names.push(...names);
    else added.push(`import ${from}.{ ${names.join(', ')} }`);
  }
  return { statements, added };
}

/** Writes a plan into a file. Imports that stay as they are keep their text. */
export function writeImports(
  { statements, added }: ImportPlan,
  { ast, text }: ProjectFile,
  changes: TextChanges,
): void {
  // prettier-ignore
  let lines = added;
  for (const { statement, names } of statements) {
    const before = statement.names.map((each) => textOf(each));
    if (before.join('\n') === names.join('\n')) continue;
    const { start, end } = offsetsOf(statement)!;
    if (names.length > 0) {
      changes.replace(offsetsOf(statement.names[0]!)!.start, offsetsOf(statement.names.at(-1)!)!.end, names.join(', ')); // prettier-ignore
    } else if (lines.length > 0) {
      // The first import that goes makes room for those that come.
      changes.replace(start, end, lines.join('\n'));
      lines = [];
    } else removeStatement(statement, text, changes);
  }
  if (lines.length === 0) return;
  const last = statements.at(-1)?.statement;
  const above = last ?? ast.statements.find(isPackageStatement);
  if (!above) return void changes.insert(0, `${lines.join('\n')}\n\n`);
  changes.insert(offsetsOf(above)!.end, `${last ? '\n' : '\n\n'}${lines.join('\n')}`);
}
