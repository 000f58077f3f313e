import { textOf, type Symbol, type Syntax } from '../../language/index.ts';
import { memberOf } from './member-meaning.ts';
import type { NamedFile, ProjectNames } from './project-names.ts';

/** A name inside `"${…}"`; offsets count from the beginning of the text's token. */
export interface TextName {
  readonly name: string;
  readonly offset: number;
  readonly symbols: readonly Symbol[];
}

/** The names behind a dot in `"${main.lake.name}"`; the checks bind the first name of each path. */
export function textNames(node: Syntax.StringLiteral, file: NamedFile, names: ProjectNames): TextName[] {
  const scope = names.scopeAt(node, file);
  const result: TextName[] = [];
  for (const match of textOf(node).matchAll(/\$\{([^}]*)\}/gu)) {
    let offset = match.index + 2;
    let symbols: readonly Symbol[] = [];
    for (const [index, written] of match[1]!.split('.').entries()) {
      const name = written.trim();
      const head = index === 0 ? scope.lookup(name) : undefined;
      symbols =
        index === 0
          ? head ? [head] : []
          : symbols.flatMap((symbol) => memberOf(symbol, name, scope, names)); // prettier-ignore
      const start = offset + written.indexOf(name);
      if (index > 0 && name !== '') result.push({ name, offset: start, symbols });
      offset += written.length + 1;
    }
  }
  return result;
}
