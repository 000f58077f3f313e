import { compareText, documentationOf, VOCABULARY, type Project, type Symbol } from '../../language/index.ts';
import { elementLeaves } from '../../language/compare/element-leaves.ts';
import type { Leaf } from '../../language/compare/leaf.ts';
import { statementLeaves } from '../../language/compare/statement-leaves.ts';
import { unreadLeaves } from '../../language/compare/unread-leaves.ts';
import { childrenOf } from '../../language/model/children.ts';
import type { Origin } from '../../language/model/origin.ts';
import type { AnyElement } from '../../language/model/system.ts';
import type { ResolvedModel } from '../../language/project/resolved-model.ts';
import { AREAS, type Area, type NounWord } from '../../language/vocabulary/word.ts';

/** What a page says of an element. */
export interface DescribedElement {
  readonly kind: string;
  readonly name: string;
  readonly qualifiedName: string;
  readonly origin: Origin;
  readonly documentation?: string;
  readonly values: readonly Leaf[];
  /** Columns, features, steps, pools and the like. */
  readonly parts: readonly DescribedElement[];
}

export interface DescribedArea {
  readonly area: Area;
  /** By kind in the order of the vocabulary, then by name. */
  readonly elements: readonly DescribedElement[];
}

/** Templates are shown by what is made of them, and a `let` by where it is used. */
const NOT_SHOWN: readonly string[] = ['template', 'let'];

/** Everything that the models of a project declare, as the resolved model has it, in the order in which data flows. */
export function describeModel(project: Project, model: ResolvedModel): readonly DescribedArea[] {
  const words = [...VOCABULARY.nouns.values()].filter(
    ({ noun, in: places }) => places.includes('file') && !NOT_SHOWN.includes(noun),
  );
  return AREAS.flatMap((area) => {
    const elements = words
      .filter((word) => word.area === area)
      .flatMap((word) =>
        project.analysis.project
          .ofKind(word.noun)
          .filter(({ file }) => !file.library)
          .sort((a, b) => compareText(a.qualifiedName, b.qualifiedName))
          .map((symbol) => describe(word, symbol, project, model)),
      );
    return elements.length === 0 ? [] : [{ area, elements }];
  });
}

function describe(word: NounWord, symbol: Symbol, project: Project, model: ResolvedModel): DescribedElement {
  const { element, opened } = model.lowered(symbol);
  if (element) {
    const unread = opened.filter((each) => each.symbol === symbol).flatMap((each) => each.unread);
    const more = unreadLeaves(unread, (file) => project.files.get(file)?.text);
    const described = describeElement(element, model);
    return { ...described, values: [...described.values, ...more] };
  }
  const { kind, name, qualifiedName, node } = symbol;
  const documentation = documentationOf(node);
  return {
    kind,
    name,
    qualifiedName,
    origin: model.context.origin(symbol, node),
    ...(documentation === undefined ? {} : { documentation }),
    values: statementLeaves(model.context.block(word, symbol), symbol),
    parts: [],
  };
}

function describeElement(element: AnyElement, model: ResolvedModel): DescribedElement {
  const { kind, name, qualifiedName, origin, documentation } = element;
  return {
    kind,
    name,
    qualifiedName,
    origin,
    ...(documentation === undefined ? {} : { documentation }),
    values: elementLeaves(element, model),
    parts: childrenOf(element).map((part) => describeElement(part, model)),
  };
}
