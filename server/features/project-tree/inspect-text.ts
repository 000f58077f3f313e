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
import type { ModelFile } from '../../workspace/model-file.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { GeneratedPlace } from './generated-lines.ts';
import { placeText, propertyLines } from './property-lines.ts';

/** What is known of an element beside the model itself. */
export interface InspectFacts {
  readonly problems: readonly Diagnostic[];
  readonly generated: readonly GeneratedPlace[];
  /** Figures of the last measurement. */
  readonly figures?: string;
  readonly fileAt: (path: string) => ModelFile | undefined;
}

/**
 * Everything that is known of one element, as Markdown. Places are `path:line:column`, relative to the project
 * folder, so that the editor can make links of them.
 */
export function inspectText(symbol: Symbol, host: ProjectHost, facts: InspectFacts): string {
  const { project, environment } = host;
  const resolved = project.model(environment);
  const element = 'problem' in resolved ? undefined : resolved.model.find(symbol);
  const names = new ProjectNames(project, host.words);
  const shown = environment === undefined ? 'no environment' : `environment ${simple(environment)}`;
  const table =
    element && !('problem' in resolved)
      ? capacityMarkdown(capacityOf(resolved.model, element, { prices: project.prices }))
      : undefined;
  const documentation = documentationOf(symbol.node);
  const parts = [
    `# ${symbol.kind} ${symbol.name}`,
    `${symbol.qualifiedName}, declared at ${placeText(declared(symbol))}, shown in ${shown}`,
    ...(documentation === undefined ? [] : [documentation]),
    ...section('Properties', element ? propertyLines(element) : []),
    ...section('Parts', element ? childrenOf(element).map(partLine) : []),
    ...section('Comes from', upstreamOf(symbol, names).map(lineageLine)),
    ...section('Goes into', downstreamOf(symbol, names, facts.fileAt).map(lineageLine)),
    ...section('Problems', facts.problems.map(problemLine)),
    ...section('Measured', facts.figures === undefined ? [] : [facts.figures]),
    ...section('Calculated', table === undefined ? [] : [table]),
    ...section(
      'Generated files',
      facts.generated.map(({ path, line }) => `- at ${project.settings.output}/${path}:${line + 1}:1`),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];

const declared = (symbol: Symbol): { readonly file: string; readonly range: ReturnType<typeof whereIs> } => ({
  file: symbol.file.path,
  range: nameRange(symbol),
});

function partLine(part: AnyElement): string {
  const { kind, name, origin } = part;
  const type = 'type' in part ? (part.type as DataType | undefined) : undefined;
  const shown = type !== undefined && typeof type === 'object' ? `: ${printType(type)}` : '';
  return `- ${kind} ${name}${shown}, at ${placeText(origin)}`;
}

const lineageLine = ({ symbol }: LineageStep): string =>
  `- ${symbol.kind} ${symbol.qualifiedName}${symbol.file.library ? ' (built-in library)' : `, at ${placeText(declared(symbol))}`}`;

const problemLine = (finding: Diagnostic): string =>
  `- ${finding.severity} ${finding.code}: ${finding.message} At ${placeText(finding)}`;

const simple = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
