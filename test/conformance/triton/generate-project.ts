import { createHash } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createFileReaders, createNodeFileSystem } from '../../../files/index.ts';
import { loadProject } from '../../../language/index.ts';
import { generate } from '../../../targets/kit/generate.ts';
import { printText } from '../../../targets/kit/text.ts';
import { target } from '../../../targets/triton/target.ts';

/** Generates the Triton files of one deployment of a real project into a folder. Throws when there is an error. */
export async function generateProject(project: string, deployment: string, folder: string): Promise<void> {
  const { project: loaded } = await loadProject({
    fileSystem: createNodeFileSystem(project),
    ...createFileReaders(project),
  });
  const environment = loaded.settings.environment ?? loaded.environments()[0]?.qualifiedName;
  const resolution = loaded.resolve(environment);
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const element = resolution.system.elements.find(
    (each) => each.kind === 'deployment' && each.name === deployment,
  );
  if (element?.kind !== 'deployment') throw new Error(`${project} has no deployment ${deployment}.`);
  const { facts } = loaded;
  const { targets } = generate({
    system: resolution.system,
    targets: [target],
    deployments: [{ deployment: element }],
    only: [target.manifest.id],
    facts: {
      exists: (path) => facts.exists(path) === true,
      signature: (path) => {
        const fact = facts.signature(path);
        return fact && 'signature' in fact ? fact.signature : undefined;
      },
      measured: (path) => facts.measured(path),
    },
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  const [run] = targets;
  const errors = run?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
  if (!run || errors.length > 0 || run.files.length === 0) {
    throw new Error(`Nothing was generated: ${errors.map(({ message }) => message).join(' ')}`, {
      cause: run?.crash,
    });
  }
  for (const file of run.files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    if ('text' in file) await writeFile(path, printText(file.text));
    else await copyFile(join(project, file.copyOf), path);
  }
}
