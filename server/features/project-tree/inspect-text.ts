import { capacityMarkdown, capacityOf } from '../../../language/capacity/index.ts';
import type { whereIs } from '../../../language/index.ts';
import {
  documentationOf,
  nameRange,
  printType,
  type DataType,
  type Diagnostic,
  type Symbol,
} from '../../../language/index.ts';
import { childrenOf } from '../../../language/model/children.ts';
import type { AnyElement } from '../../../language/model/system.ts';
import { downstreamOf, upstreamOf, type LineageStep } from '../../names/lineage.ts';
import { ProjectNames } from '../../names/project-names.ts';
import { placeText } from '../../text/layer-text.ts';
import { translatedMarkdown } from '../../text/markdown-texts.ts';
import type { Texts } from '../../text/texts.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { GeneratedPlace } from './generated-lines.ts';
import { propertyLines } from './property-lines.ts';

/** What is known of an element beside the model itself. */
export interface InspectFacts {
  readonly problems: readonly Diagnostic[];
  readonly generated: readonly GeneratedPlace[];
  /** Figures of the last measurement. */
  readonly figures?: string;
  readonly fileAt: (path: string) => ModelFile | undefined;
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * Everything that is known of one element, as Markdown in the language of the editor. Places are `path:line:column`,
 * relative to the project folder, so that the editor can make links of them.
 */
export function inspectText(symbol: Symbol, host: ProjectHost, facts: InspectFacts, texts: Texts): string {
  const { project, environment } = host;
  const resolved = project.model(environment);
  const element = 'problem' in resolved ? undefined : resolved.model.find(symbol);
  const names = new ProjectNames(project, host.words);
  const table =
    element && !('problem' in resolved)
      ? capacityMarkdown(capacityOf(resolved.model, element, { prices: project.prices }))
      : undefined;
  const documentation = documentationOf(symbol.node);
  const output = project.settings.output;
  const sections: readonly Section[] = [
    { title: '## Properties', lines: element ? propertyLines(element, texts) : [] },
    { title: '## Parts', lines: element ? childrenOf(element).map((part) => partLine(part, texts)) : [] },
    { title: '## Comes from', lines: upstreamOf(symbol, names).map((step) => lineageLine(step, texts)) },
    {
      title: '## Goes into',
      lines: downstreamOf(symbol, names, facts.fileAt).map((step) => lineageLine(step, texts)),
    },
    { title: '## Problems', lines: facts.problems.map((finding) => problemLine(finding, texts)) },
    { title: '## Measured', lines: facts.figures === undefined ? [] : [facts.figures] },
    { title: '## Calculated', lines: table === undefined ? [] : [translatedMarkdown(table, texts)] },
    {
      title: '## Generated files',
      lines: facts.generated.map(({ path, line }) =>
        texts.fill('- at {0}', `${output}/${path}:${line + 1}:1`),
      ),
    },
  ];
  const parts = [
    `# ${texts.kind(symbol.kind)} ${symbol.name}`,
    declarationLine(symbol, environment, texts),
    ...(documentation === undefined ? [] : [documentation]),
    ...sections
      .filter(({ lines }) => lines.length > 0)
      .flatMap(({ title, lines }) => [texts.fill(title), lines.join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function declarationLine(symbol: Symbol, environment: string | undefined, texts: Texts): string {
  const place = placeText(declared(symbol));
  return environment === undefined
    ? texts.fill('{0}, declared at {1}, shown in no environment', symbol.qualifiedName, place)
    : texts.fill(
        '{0}, declared at {1}, shown in environment {2}',
        symbol.qualifiedName,
        place,
        simple(environment),
      );
}

const declared = (symbol: Symbol): { readonly file: string; readonly range: ReturnType<typeof whereIs> } => ({
  file: symbol.file.path,
  range: nameRange(symbol),
});

function partLine(part: AnyElement, texts: Texts): string {
  const { kind, name, origin } = part;
  const type = 'type' in part ? (part.type as DataType | undefined) : undefined;
  const shown = type !== undefined && typeof type === 'object' ? `: ${printType(type)}` : '';
  return texts.fill('- {0}, at {1}', `${texts.kind(kind)} ${name}${shown}`, placeText(origin));
}

function lineageLine({ symbol }: LineageStep, texts: Texts): string {
  const named = `${texts.kind(symbol.kind)} ${symbol.qualifiedName}`;
  return symbol.file.library
    ? texts.fill('- {0} (built-in library)', named)
    : texts.fill('- {0}, at {1}', named, placeText(declared(symbol)));
}

const PROBLEMS = {
  error: { title: '- error {0}: {1} At {2}' },
  warning: { title: '- warning {0}: {1} At {2}' },
  information: { title: '- information {0}: {1} At {2}' },
  hint: { title: '- hint {0}: {1} At {2}' },
} as const;

const problemLine = (finding: Diagnostic, texts: Texts): string =>
  texts.fill(PROBLEMS[finding.severity].title, finding.code, texts.of(finding.message), placeText(finding));

const simple = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
