import { join } from 'node:path';
import { URI } from 'vscode-uri';
import {
  GENERATED_FILES,
  INSPECT,
  PROJECT_ELEMENTS,
  PROJECT_KINDS,
  PROJECT_TREE_CHANGED,
  type InspectQuestion,
} from '../../../protocol/index.ts';
import { whereIs } from '../../../language/index.ts';
import { figuresText } from '../../measurements/measured-figures.ts';
import { notify, onRequest } from '../../main/messages.ts';
import type { Texts } from '../../text/texts.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import type { FeatureContext, ServerFeature } from '../feature.ts';
import { Traces } from '../../generated/traces.ts';
import { GeneratedLines } from './generated-lines.ts';
import { FindingsByFile } from './problem-counts.ts';
import { inspectText, type InspectFacts } from './inspect-text.ts';
import { elementsOf, kindsOf, symbolOf } from './project-tree.ts';

/** The tree of the resolved model: kinds, elements, and the generated files that these have lines in. */
export const feature: ServerFeature = {
  id: 'project-tree',
  capabilities: {},
  register(context) {
    const { connection, checks, guard, texts } = context;
    const traces = new Traces((all) => new GeneratedLines(all));
    let isAsked = false;
    checks.onSettled(() => {
      if (isAsked) notify(connection, PROJECT_TREE_CHANGED, {});
      isAsked = false;
    });
    const handle = <P extends { readonly uri: string }, R>(
      answer: (host: ProjectHost, params: P) => Promise<R[]> | R[],
    ) =>
      guard.handle<P, R[]>('project-tree', [], async (params) => {
        isAsked = true;
        const host = await context.workspace.project(params.uri);
        if (host) await checks.whenKnown(host);
        return host ? answer(host, params) : [];
      });
    onRequest(
      connection,
      PROJECT_KINDS,
      handle((host: ProjectHost) => kindsOf(host, findingsOf(context, host), texts)),
    );
    onRequest(
      connection,
      PROJECT_ELEMENTS,
      handle(
        async (host, params: { readonly uri: string; readonly kind: string; readonly inside?: string }) =>
          elementsOf(host, params, {
            findings: findingsOf(context, host),
            generated: await traces.of(outputOf(host)),
            figures: await figuresOf(host, texts),
            texts,
          }),
      ),
    );
    onRequest(
      connection,
      INSPECT,
      guard.handle('inspect', null, async (question: InspectQuestion) => {
        isAsked = true;
        const host = await context.workspace.project(question.uri);
        const symbol = host && symbolOf(host, question);
        if (!symbol) return null;
        const { qualifiedName, kind, file, node } = symbol;
        const figures = kind === 'model' ? (await figuresOf(host, texts)).get(qualifiedName) : undefined;
        const facts: InspectFacts = {
          problems: findingsOf(context, host).in(file.path, whereIs(node)),
          generated: (await traces.of(outputOf(host))).of(qualifiedName),
          ...(figures === undefined ? {} : { figures }),
          fileAt: (path) => context.workspace.fileIn(host, path),
        };
        return { text: inspectText(symbol, host, facts, texts) };
      }),
    );
    onRequest(
      connection,
      GENERATED_FILES,
      handle(async (host, { element }: { readonly uri: string; readonly element: string }) => {
        const output = outputOf(host);
        const places = (await traces.of(output)).of(element);
        return places.map((place) => ({ ...place, uri: URI.file(join(output, place.path)).toString() }));
      }),
    );
  },
};

const findingsOf = ({ checks }: FeatureContext, host: ProjectHost): FindingsByFile =>
  new FindingsByFile(checks.findings(host));

async function figuresOf({ history }: ProjectHost, texts: Texts): Promise<ReadonlyMap<string, string>> {
  const { last } = await history.read();
  return new Map([...last].map(([model, measured]) => [model, figuresText(measured, texts)]));
}

const outputOf = ({ root, project }: ProjectHost): string => join(root!, project.settings.output);
