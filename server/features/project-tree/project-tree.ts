import { documentationOf, VOCABULARY, whereIs, type Symbol } from '../../../language/index.ts';
import { childrenOf } from '../../../language/model/children.ts';
import type { AnyElement } from '../../../language/model/system.ts';
import { AREAS } from '../../../language/vocabulary/word.ts';
import type { KindBranch, TreeElement } from '../../../protocol/index.ts';
import { symbolUri } from '../../names/symbol-location.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { GeneratedLines } from './generated-lines.ts';
import { sum, type FindingsByFile } from './problem-counts.ts';

/** Kinds that the project declares something of, in the order of the areas. */
export function kindsOf({ project }: ProjectHost, findings: FindingsByFile): KindBranch[] {
  return AREAS.flatMap((area) =>
    [...VOCABULARY.nouns.values()]
      .filter((noun) => noun.area === area && noun.in.includes('file'))
      .flatMap(({ noun: kind }) => {
        const declared = declaredOf(project, kind);
        if (declared.length === 0) return [];
        const counts = declared.map((symbol) => findings.within(symbol.file.path, whereIs(symbol.node)));
        return [{ area, kind, count: declared.length, ...sum(counts) }];
      }),
  );
}

/** Elements of a kind as the shown environment makes them, or the parts of one of them in their order. */
export function elementsOf(
  host: ProjectHost,
  { kind, inside }: { readonly kind: string; readonly inside?: string },
  { findings, generated }: { readonly findings: FindingsByFile; readonly generated: GeneratedLines },
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
    return {
      kind,
      name,
      qualifiedName,
      ...(documentation === undefined ? {} : { documentation }),
      uri: symbolUri(symbol, host),
      range: whereIs(node, 'name'),
      ...findings.within(symbol.file.path, whereIs(node)),
      generated: generated.countOf(qualifiedName),
      hasChildren: element !== undefined && childrenOf(element).length > 0,
    };
  });
}

const declaredOf = (project: ProjectHost['project'], kind: string): Symbol[] =>
  project.analysis.project.ofKind(kind).filter(({ file }) => !file.library);
