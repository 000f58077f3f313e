import { compareText } from '../../language/model/origin.ts';
import type { Diagnostic } from '../../language/diagnostics/diagnostic.ts';
import type { Service } from '../../language/model/service.ts';
import { nameElements } from '../kit/names.ts';
import type { OutputFile, TargetContext, TargetResult } from '../kit/target.ts';
import { TextBuilder } from '../kit/text.ts';
import type { SystemView } from '../kit/view.ts';
import { problem } from './diagnostics.ts';
import { checkEnsemble } from './ensemble-rules.ts';
import { checkModelConfig } from './model-config-rules.ts';
import { folderName } from './names.ts';
import type { ModelConfig, Repository } from './output.ts';
import { printConfig } from './print-config.ts';
import { findServedModels } from './served-models.ts';
import { printServerOptions, serverOptions } from './server-options.ts';
import { ensembleConfig } from './transform-ensemble.ts';
import { modelConfig } from './transform-model.ts';

/** Folder that goes into `tritonserver --model-repository`. */
export const REPOSITORY_FOLDER = 'model_repository';

/** Resolved model → model repository. Nothing is written as long as there is an error. */
export function transform(view: SystemView, context: TargetContext): TargetResult {
  const { repository, diagnostics } = planRepository(view, context);
  if (diagnostics.some(isError)) return { files: [], diagnostics };
  return { files: repositoryFiles(repository), diagnostics };
}

function planRepository(
  view: SystemView,
  context: TargetContext,
): { readonly repository: Repository; readonly diagnostics: readonly Diagnostic[] } {
  const { models, services, ensembles, diagnostics: planning } = findServedModels(view);
  const named = nameElements([...models.map(({ model }) => model), ...ensembles], folderName, 'Triton');
  const diagnostics: Diagnostic[] = [
    ...planning,
    ...named.diagnostics,
    ...undividedTraffic(services),
    ...lostRecoveries(services),
  ];
  const served = models.filter(({ model }) => named.names.has(model.qualifiedName));

  const byElement = new Map<string, ModelConfig>();
  for (const one of served) {
    const result = modelConfig(one, named.names.get(one.model.qualifiedName)!, context.files);
    diagnostics.push(...result.diagnostics);
    if (result.config) {
      byElement.set(one.model.qualifiedName, result.config);
      // What the transform refused is missing in the configuration, so checking it would only repeat that.
      if (!result.diagnostics.some(isError)) diagnostics.push(...checkModelConfig(result.config));
    }
  }
  const byFolder = new Map([...byElement.values()].map((config) => [config.name, config]));
  const configs = [...byElement.values()];
  for (const service of ensembles) {
    const folder = named.names.get(service.qualifiedName);
    if (folder === undefined) continue;
    const result = ensembleConfig(service, folder, byElement);
    diagnostics.push(...result.diagnostics);
    if (!result.config || result.diagnostics.length > 0) continue;
    diagnostics.push(...checkModelConfig(result.config), ...checkEnsemble(result.config, byFolder));
    configs.push(result.config);
  }
  configs.sort((a, b) => compareText(a.name, b.name));
  return { repository: { models: configs, options: serverOptions(configs) }, diagnostics };
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

function undividedTraffic(services: readonly Service[]): readonly Diagnostic[] {
  return services.flatMap(({ name, traffic }) => {
    const [first, ...others] = traffic;
    if (first === undefined || others.length === 0) return [];
    const versions = traffic.map(({ version }) => version ?? 'the newest').join(' and ');
    return [
      problem(
        'TN9224',
        first.share.origin,
        `Triton loads ${versions} for ${name} and lets the caller choose: it doesn't divide the requests.`,
        {
          help: 'Let a gateway in front of it divide them, or leave it to another target of the deployment.',
        },
      ),
    ];
  });
}

/** A rollback decides which versions are placed; nothing else of a recovery has a counterpart in a repository. */
function lostRecoveries(services: readonly Service[]): readonly Diagnostic[] {
  return services.flatMap((service) =>
    service.recoveries.flatMap(({ actions }) =>
      actions.flatMap((action) =>
        action.action === 'rollback'
          ? []
          : [
              problem(
                'TN9223',
                action.origin,
                `Triton can't ${action.action === 'other' ? action.verb : action.action}; ${service.name} gets that from nobody here.`,
                {
                  help: 'Let the gateway or the cluster do it, or leave it to another target of the deployment.',
                },
              ),
            ],
      ),
    ),
  );
}

function repositoryFiles({ models, options }: Repository): readonly OutputFile[] {
  const files: OutputFile[] = models.flatMap((config) => [
    { path: `${REPOSITORY_FOLDER}/${config.name}/config.pbtxt`, text: printConfig(config) },
    ...config.versions.flatMap(({ version, files: placed, cause }): readonly OutputFile[] => {
      const folder = `${REPOSITORY_FOLDER}/${config.name}/${version}`;
      if (placed.length === 0)
        return [
          { path: `${folder}/ensemble.txt`, text: new TextBuilder().line(EMPTY_VERSION, cause).build() },
        ];
      return placed.map(({ name, copyOf }) => ({ path: `${folder}/${name}`, copyOf, cause }));
    }),
  ]);
  if (options.length === 0) return files;
  return [
    ...files,
    { path: 'server-options.txt', text: printServerOptions(options, models[0]!.packageName) },
  ];
}

const EMPTY_VERSION = 'An ensemble has no file of its own; Triton only wants its version folder to be there.';
