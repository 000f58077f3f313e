import type { Diagnostic } from '../../../language/diagnostics/diagnostic.ts';
import { Project } from '../../../language/project/project.ts';
import { generate } from '../../kit/generate.ts';
import { printText } from '../../kit/text.ts';
import { target } from '../target.ts';

export interface GeneratedText {
  /** Texts by path; a copied file is named by its source. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the target makes of a model of one file, whose one deployment uses every cloud and service in it. */
export function generateText(model: string): GeneratedText {
  const names = [...model.matchAll(/^(?:cloud|service) (\w+)/gm)].map((match) => match[1]!);
  const project = new Project({ rules: [] });
  project.setFile(
    'main.tenon',
    `package shop\n${model}\ndeployment all { uses [${names.join(', ')}], emit [terraform] }\n`,
  );
  const mistakes = project.check().filter((diagnostic) => diagnostic.severity === 'error');
  if (mistakes.length > 0) throw new Error(mistakes.map((each) => `${each.code} ${each.message}`).join('\n'));
  const resolution = project.resolve();
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const { system } = resolution;
  const generated = generate({
    system,
    targets: [target],
    deployments: system.elements.flatMap((element) =>
      element.kind === 'deployment' ? [{ deployment: element }] : [],
    ),
    facts: { exists: () => true, signature: () => undefined, measured: () => undefined },
    hash: (text) => text,
  });
  const crash = generated.targets.find((run) => run.crash !== undefined)?.crash;
  if (crash instanceof Error) throw crash;
  const files = generated.targets.flatMap((run) => run.files);
  return {
    files: new Map(
      files.map((file) => [file.path, 'text' in file ? printText(file.text) : `copy of ${file.copyOf}`]),
    ),
    diagnostics: generated.diagnostics,
  };
}
