import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../../language/diagnostics/diagnostic.ts';
import { NO_FACTS } from '../../../language/project/facts.ts';
import { Project } from '../../../language/project/project.ts';
import { generate } from '../../../targets/kit/generate.ts';
import { printText } from '../../../targets/kit/text.ts';
import { target } from '../../../targets/terraform/target.ts';

/**
 * Generates the Terraform files of a project folder into another one, for its deployment and in the environment
 * that this names. The answer holds the errors, which are none for what is meant to be carried.
 */
export async function writeConfiguration(project: string, folder: string): Promise<readonly Diagnostic[]> {
  const loaded = new Project();
  const exists = (path: string): boolean => existsSync(join(project, path));
  loaded.facts = { ...NO_FACTS, exists };
  for (const file of await readdir(project)) {
    if (file.endsWith('.tenon')) loaded.setFile(file, await readFile(join(project, file), 'utf8'));
  }
  const texts = [...loaded.files.values()].map((file) => file.text).join('\n');
  const environment = /environment: (\w+)/.exec(texts)?.[1];
  const resolution = loaded.resolve(environment);
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const generated = generate({
    system: resolution.system,
    targets: [target],
    deployments: resolution.system.elements.flatMap((element) =>
      element.kind === 'deployment' ? [{ deployment: element }] : [],
    ),
    facts: { exists, signature: () => undefined, measured: () => undefined },
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  for (const file of generated.targets.flatMap((run) => run.files)) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    if ('text' in file) await writeFile(path, printText(file.text));
    else await copyFile(join(project, file.copyOf), path);
  }
  return [...loaded.check(environment), ...generated.diagnostics].filter(
    ({ severity }) => severity === 'error',
  );
}
