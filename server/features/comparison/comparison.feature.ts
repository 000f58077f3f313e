import { compareModels } from '../../../language/compare/index.ts';
import type { Project } from '../../../language/index.ts';
import {
  COMPARE_MODELS,
  COMPARE_OUTPUTS,
  type EnvironmentPair,
  type GenerationProblem,
} from '../../../protocol/index.ts';
import { compareOutputs } from '../../../targets/project/compare-outputs.ts';
import { onRequest, signalOf } from '../../main/messages.ts';
import type { Texts } from '../../text/texts.ts';
import type { FeatureContext, ServerFeature } from '../feature.ts';
import { modelTexts } from './model-texts.ts';
import { outputTexts } from './output-texts.ts';

/** What differs between two environments: their resolved models, and the files that would be generated. */
export const feature: ServerFeature = {
  id: 'comparison',
  capabilities: {},
  register(context) {
    const { connection, guard, texts } = context;
    onRequest(
      connection,
      COMPARE_MODELS,
      guard.handle('compare-models', null, async (pair, token) => {
        const project = await projectAt(context, pair);
        if (!project) return null;
        const comparison = await compareModels(project, sidesOf(pair), { signal: signalOf(token), pause });
        return 'problem' in comparison
          ? inTexts({ reason: 'unknown', ...comparison.problem }, texts)
          : modelTexts(comparison, texts);
      }),
    );
    onRequest(
      connection,
      COMPARE_OUTPUTS,
      guard.handle('compare-outputs', null, async (pair, token) => {
        const project = await projectAt(context, pair);
        if (!project) return null;
        const signal = signalOf(token);
        const sides = sidesOf(pair);
        const errors = await errorsIn(project, [sides.one, sides.other], signal);
        if (errors > 0) {
          const message = `The model has ${errors === 1 ? 'an error' : `${errors} errors`}, so nothing can be generated.`;
          return inTexts({ reason: 'errors', message }, texts);
        }
        const comparison = await compareOutputs(project, sides, { signal, pause });
        return 'problem' in comparison ? inTexts(comparison.problem, texts) : outputTexts(comparison, texts);
      }),
    );
  },
};

/** The project when all that it consists of is known. */
async function projectAt(
  { workspace, checks }: FeatureContext,
  { uri }: EnvironmentPair,
): Promise<Project | undefined> {
  // A command may come while the folders are still searched.
  await workspace.whenRead();
  const host = await workspace.project(uri);
  if (!host?.root) return undefined;
  await checks.whenIdle();
  return host.project;
}

const sidesOf = ({
  one,
  other,
}: EnvironmentPair): { readonly one: string | undefined; readonly other: string | undefined } => ({
  one: one ?? undefined,
  other: other ?? undefined,
});

/** Lets other requests be heard, such as that this one is cancelled. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Number of errors in both environments, each once. */
async function errorsIn(
  project: Project,
  environments: readonly (string | undefined)[],
  signal: AbortSignal,
): Promise<number> {
  const errors = new Set<string>();
  for (const environment of environments) {
    await pause();
    signal.throwIfAborted();
    for (const finding of project.check(environment))
      if (finding.severity === 'error') errors.add(JSON.stringify(finding));
  }
  return errors.size;
}

const inTexts = (
  { reason, message, help }: GenerationProblem,
  texts: Texts,
): { readonly problem: GenerationProblem } => ({
  problem: {
    reason,
    message: texts.of(message),
    ...(help === undefined ? {} : { help: texts.of(help) }),
  },
});
