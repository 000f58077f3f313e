import type { System } from '../../language/index.ts';
import type { Area } from '../../language/vocabulary/word.ts';
import { diagramOf, type Diagram } from '../model/diagram.ts';
import { mermaidText } from '../model/mermaid.ts';
import type { DescribedArea, DescribedElement } from './describe-model.ts';
import { anchorOf, elementSection, keyOf } from './element-section.ts';
import { firstSentence, plainText, table } from './markdown.ts';

export interface ModelPagesInput {
  readonly title: string;
  readonly system: System;
  readonly areas: readonly DescribedArea[];
  /** Way from the folder of the pages to the project, with forward slashes; undefined when links there would be worth nothing. */
  readonly toProject: string | undefined;
}

/** By this line a page is known as one that may be written anew. */
export const MARK = '<!-- Written by `tenon docs` from the models: edit these, and write it again. -->';

/** The pages by their file names: one with everything at a glance, and one for each area. */
export function modelPages(input: ModelPagesInput): ReadonlyMap<string, string> {
  const { areas, system } = input;
  const elements = new Map(
    areas.flatMap(({ area, elements: some }) => some.map((element) => [keyOf(element), { area, element }] as const)),
  ); // prettier-ignore
  const diagram = diagramOf(system);
  const linkFrom =
    (page: Area | undefined) =>
    (key: string): string => {
      const { area, element } = elements.get(key)!;
      return `[${plainText(element.name)}](${area === page ? '' : pageOf(area)}#${anchorOf(element)})`;
    };
  const ways = neighbours(diagram, (key) => elements.has(key));
  const pages = new Map([['index.md', indexPage(input, diagram, linkFrom(undefined))]]);
  for (const { area, elements: some } of areas) {
    const sections = some.map((element) =>
      elementSection(element, {
        linkTo: linkFrom(area),
        placeLink: ({ file, range }) => placeLink(input.toProject, file, range.start.line + 1),
        from: ways.from.get(keyOf(element)) ?? [],
        into: ways.into.get(keyOf(element)) ?? [],
      }),
    );
    const head = `${MARK}\n\n# ${capital(area)}\n\n[All areas](index.md)\n`;
    pages.set(pageOf(area), [head, ...sections].join('\n'));
  }
  return pages;
}

function indexPage(
  { title, system, areas }: ModelPagesInput,
  diagram: Diagram,
  linkTo: (key: string) => string,
): string {
  const environment = system.environment?.split('.').at(-1);
  const said = environment === undefined ? 'as it is declared' : `as it is in environment ${plainText(environment)}`; // prettier-ignore
  const rows = (elements: readonly DescribedElement[]): string[][] =>
    elements.map((element) => [linkTo(keyOf(element)), element.kind, firstSentence(element.documentation)]);
  const tables = areas.map(
    ({ area, elements }) =>
      `## [${capital(area)}](${pageOf(area)})\n\n${table(['Name', 'Kind', 'Documentation'], rows(elements))}`,
  );
  const drawn = diagram.groups.length === 0 ? [] : [diagramText(diagram)];
  return [MARK, `# ${plainText(title)}`, `The model ${said}.`, ...drawn, ...tables].join('\n\n').replaceAll(/\n{3,}/gu, '\n\n'); // prettier-ignore
}

/** What Mermaid draws by its own defaults, which pages on GitHub and GitLab can't change. */
const DRAWN = { edges: 500, characters: 50_000 };

function diagramText(diagram: Diagram): string {
  const text = mermaidText(diagram);
  return diagram.edges.length > DRAWN.edges || text.length > DRAWN.characters
    ? 'The model is too large for a diagram on this page; `tenon model --format dot` gives one that Graphviz draws.'
    : `\`\`\`mermaid\n${text}\`\`\`\n`;
}

interface Ways {
  readonly from: ReadonlyMap<string, readonly string[]>;
  readonly into: ReadonlyMap<string, readonly string[]>;
}

function neighbours({ groups, edges }: Diagram, isShown: (key: string) => boolean): Ways {
  const keys = new Map(groups.flatMap(({ nodes }) => nodes.map((node) => [node.id, keyOf(node)] as const)));
  const from = new Map<string, string[]>();
  const into = new Map<string, string[]>();
  for (const edge of edges) {
    const [source, goal] = [keys.get(edge.from), keys.get(edge.to)];
    if (source === undefined || goal === undefined || !isShown(source) || !isShown(goal)) continue;
    into.set(source, [...(into.get(source) ?? []), goal]);
    from.set(goal, [...(from.get(goal) ?? []), source]);
  }
  return { from, into };
}

function placeLink(toProject: string | undefined, file: string, line: number): string {
  const name = `${plainText(file)}:${line}`;
  if (toProject === undefined) return name;
  const path = [...(toProject === '' ? [] : [toProject]), file].join('/');
  return `[${name}](<${path.replaceAll(/[<>\\]/gu, '\\$&')}#L${line}>)`;
}

const pageOf = (area: Area): string => `${area}.md`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
