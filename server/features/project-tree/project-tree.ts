import { documentationOf, VOCABULARY, whereIs, type Symbol } from '../../../language/index.ts';
import { childrenOf } from '../../../language/model/children.ts';
import type { AnyElement } from '../../../language/model/system.ts';
import { AREAS } from '../../../language/vocabulary/word.ts';
import type { InspectQuestion, KindBranch, TreeElement } from '../../../protocol/index.ts';
import { symbolUri } from '../../names/symbol-location.ts';
import type { Texts } from '../../text/texts.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { GeneratedLines } from './generated-lines.ts';
import { sum, type FindingsByFile } from './problem-counts.ts';

/** Kinds that the project declares something of, in the order of the areas. */
export function kindsOf({ project }: ProjectHost, findings: FindingsByFile, texts: Texts): KindBranch[] {
  return AREAS.flatMap((area) =>
    [...VOCABULARY.nouns.values()]
      .filter((noun) => noun.area === area && noun.in.includes('file'))
      .flatMap(({ noun: kind }) => {
        const declared = declaredOf(project, kind);
        if (declared.length === 0) return [];
        const counts = declared.map((symbol) => findings.within(symbol.file.path, whereIs(symbol.node)));
        return [{ area, kind, ...kindName(kind, texts), count: declared.length, ...sum(counts) }];
      }),
  );
}

/** What is known of elements beside the model itself. */
export interface TreeFacts {
  readonly findings: FindingsByFile;
  readonly generated: GeneratedLines;
  /** Figures of the last measurements, by qualified name of the model. */
  readonly figures: ReadonlyMap<string, string>;
  readonly texts: Texts;
}

/** Elements of a kind as the shown environment makes them, or the parts of one of them in their order. */
export function elementsOf(
  host: ProjectHost,
  { kind, inside }: { readonly kind: string; readonly inside?: string },
  { findings, generated, figures, texts }: TreeFacts,
): TreeElement[] {
  const { project } = host;
  const resolved = project.model(host.environment);
  const find = (qualifiedName: string): AnyElement | undefined =>
    'problem' in resolved ? undefined : resolved.model.find({ kind, qualifiedName });
  if (inside !== undefined) {
    const around = find(inside);
    return (around ? childrenOf(around) : []).map((part): TreeElement => {
      const { name, qualifiedName, documentation, origin } = part;
      return {
        kind: part.kind,
        ...kindName(part.kind, texts),
        name,
        qualifiedName,
        ...(documentation === undefined ? {} : { documentation }),
        uri: host.uriOf(origin.file),
        range: origin.range,
        ...findings.within(origin.file, origin.range),
        generated: generated.countOf(qualifiedName),
        hasChildren: childrenOf(part).length > 0,
      };
    });
  }
  return declaredOf(project, kind).map((symbol): TreeElement => {
    const { name, qualifiedName, node } = symbol;
    const documentation = documentationOf(node);
    const element = find(qualifiedName);
    const measured = kind === 'model' ? figures.get(qualifiedName) : undefined;
    return {
      kind,
      ...kindName(kind, texts),
      name,
      qualifiedName,
      ...(documentation === undefined ? {} : { documentation }),
      uri: symbolUri(symbol, host),
      range: whereIs(node, 'name'),
      ...findings.within(symbol.file.path, whereIs(node)),
      generated: generated.countOf(qualifiedName),
      ...(measured === undefined ? {} : { figures: measured }),
      hasChildren: element !== undefined && childrenOf(element).length > 0,
    };
  });
}

/** The declaration of an element or a part of one; undefined when there is none. */
export function symbolOf({ project }: ProjectHost, { name, kind }: InspectQuestion): Symbol | undefined {
  const symbols = project.analysis.project;
  for (let above = name; above.includes('.'); above = above.slice(0, above.lastIndexOf('.'))) {
    const dot = above.lastIndexOf('.');
    for (const top of symbols.declared(above.slice(0, dot), above.slice(dot + 1))) {
      const found = withName(top, name, kind);
      if (found && !found.file.library) return found;
    }
  }
  return undefined;
}

function withName(symbol: Symbol, name: string, kind: string | undefined): Symbol | undefined {
  if (symbol.qualifiedName === name && (kind === undefined || symbol.kind === kind)) return symbol;
  if (!name.startsWith(`${symbol.qualifiedName}.`)) return undefined;
  for (const inner of symbol.all) {
    const found = inner === symbol ? undefined : withName(inner, name, kind);
    if (found) return found;
  }
  return undefined;
}

/** Told only where the editor's language has another word. */
function kindName(kind: string, texts: Texts): { readonly kindName?: string } {
  const name = texts.kind(kind);
  return name === kind ? {} : { kindName: name };
}

const declaredOf = (project: ProjectHost['project'], kind: string): Symbol[] =>
  project.analysis.project.ofKind(kind).filter(({ file }) => !file.library);
