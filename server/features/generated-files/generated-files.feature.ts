import { join } from 'node:path';
import { URI } from 'vscode-uri';
import {
  CAUSED_LINES,
  GENERATED_STATES,
  GENERATED_STATES_CHANGED,
  GENERATION_PREVIEW,
  LINE_ORIGIN,
} from '../../../protocol/index.ts';
import { notify, onRequest, signalOf } from '../../main/messages.ts';
import { Traces } from '../../generated/traces.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { pathInside } from '../../workspace/project-folder.ts';
import type { FeatureContext, ServerFeature } from '../feature.ts';
import { causedLines } from './caused-lines.ts';
import { originInTexts, previewInTexts } from './in-texts.ts';
import { lineOrigin } from './line-origin.ts';
import { FileHashes } from './output-folder.ts';
import { preview } from './preview.ts';
import { generatedStates } from './states.ts';
import { tracedFiles } from './traced-files.ts';
import { WantedFilesCache } from './wanted-files.ts';

/** What is generated: a preview, whether what was generated is still right, and where each line comes from. */
export const feature: ServerFeature = {
  id: 'generated-files',
  capabilities: {},
  register(context) {
    const { connection, checks, guard, texts, workspace } = context;
    const hashes = new FileHashes();
    const wanted = new WantedFilesCache(hashes);
    const traces = new Traces(tracedFiles);
    let isAsked = false;
    checks.onSettled(() => {
      if (isAsked) notify(connection, GENERATED_STATES_CHANGED, {});
      isAsked = false;
    });
    onRequest(
      connection,
      GENERATION_PREVIEW,
      guard.handle('generation-preview', null, async (request, token) => {
        await seeNewFacts(context, request.uri);
        const host = await checked(context, request.uri);
        if (!host) return null;
        const errors = errorsIn(context, host);
        if (errors === 0) {
          return previewInTexts(await preview(host, request, wanted, signalOf(token)), texts);
        }
        const message = `The model has ${errors === 1 ? 'an error' : `${errors} errors`}, so nothing can be generated.`;
        return previewInTexts({ problem: { reason: 'errors', message } }, texts);
      }),
    );
    onRequest(
      connection,
      GENERATED_STATES,
      guard.handle('generated-states', null, async ({ uri, environment }, token) => {
        const host = await checked(context, uri);
        // Only now: waiting for the checks makes them settle.
        isAsked = true;
        if (!host) return null;
        const isRight = errorsIn(context, host) === 0;
        return generatedStates(host, { environment, isRight }, { wanted, hashes }, signalOf(token));
      }),
    );
    onRequest(
      connection,
      LINE_ORIGIN,
      guard.handle('line-origin', null, async ({ uri, line, text }) => {
        await Promise.allSettled(workspace.hosts.map((host) => host.load()));
        const owner = ownerOf(workspace.hosts, uri);
        if (!owner) return null;
        // Takes over what was typed.
        await workspace.project(URI.file(owner.host.root!).toString());
        const file = (await traces.of(owner.root)).get(owner.path);
        const origin = file && (await lineOrigin(owner.host, owner.root, file, line, text));
        return origin ? originInTexts(origin, texts) : null;
      }),
    );
    onRequest(
      connection,
      CAUSED_LINES,
      guard.handle('caused-lines', null, async ({ uri, names }) => {
        const host = await workspace.project(uri);
        if (!host?.root) return null;
        const root = outputOf(host);
        return (await causedLines(root, await traces.of(root), names)) ?? null;
      }),
    );
  },
};

/** The project at a URI after everything in it was checked. */
async function checked({ workspace, checks }: FeatureContext, uri: string): Promise<ProjectHost | undefined> {
  const host = await workspace.project(uri);
  if (!host?.root) return undefined;
  await checks.whenIdle();
  return host;
}

/**
 * What is generated follows from files beside the model, too, such as the figures of a benchmark that has ended this
 * moment: whoever asks for files does not wait until somebody tells of them, and gets none of before.
 */
async function seeNewFacts({ workspace, checks }: FeatureContext, uri: string): Promise<void> {
  const host = await workspace.project(uri);
  if (await host?.lookAtFiles()) checks.schedule(host!);
}

const errorsIn = ({ checks }: FeatureContext, host: ProjectHost): number =>
  checks.findings(host).filter(({ severity }) => severity === 'error').length;

const outputOf = ({ root, project }: ProjectHost): string => join(root!, project.settings.output);

/** The project whose output folder a file lies in, and its path there. */
function ownerOf(
  hosts: readonly ProjectHost[],
  uri: string,
): { readonly host: ProjectHost; readonly root: string; readonly path: string } | undefined {
  const file = URI.parse(uri);
  if (file.scheme !== 'file') return undefined;
  for (const host of hosts) {
    if (host.root === undefined) continue;
    const root = outputOf(host);
    const path = pathInside(root, file.fsPath);
    if (path !== undefined) return { host, root, path };
  }
  return undefined;
}
