import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileReaders } from '../../../files/index.ts';
import { loadProject, type ProjectFileSystem } from '../../../language/index.ts';
import type { LoadCase } from './case-run.ts';

/**
 * Loads a case as the product loads a project: the model files from memory, so that they can be
 * shuffled, and everything that they name (ONNX files, programs) from the case's folder.
 * The environment is the one that the case's deployment names.
 */
export const loadCase: LoadCase = async (input, folder) => {
  const { readSignature, readMeasured } = createFileReaders(folder);
  const loaded = await loadProject({
    fileSystem: memoryOver(input, folder),
    readSignature,
    readMeasured,
    // A case is about its target: a rule that is new or stricter must not change what is generated.
    rules: [],
  });
  const { project } = loaded;
  const declared = project.resolve();
  if ('problem' in declared) throw new Error(declared.problem.message);
  const deployment = declared.system.elements.find((element) => element.kind === 'deployment');
  const environment = deployment?.environment?.qualifiedName;
  const resolution = project.resolve(environment);
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  const { facts } = project;
  return {
    system: resolution.system,
    diagnostics: [...loaded.diagnostics, ...project.check(environment)],
    facts: {
      exists: (path) => facts.exists(path) ?? false,
      signature: (path) => {
        const fact = facts.signature(path);
        return fact && 'signature' in fact ? fact.signature : undefined;
      },
      measured: (path) => facts.measured(path),
    },
  };
};

/** The given files in memory, and behind them what lies in the folder. */
function memoryOver(files: ReadonlyMap<string, string>, folder: string): ProjectFileSystem {
  const encoder = new TextEncoder();
  return {
    async list(path) {
      const prefix = path === '.' ? '' : `${path}/`;
      const names = new Map<string, 'file' | 'folder'>();
      for (const file of files.keys()) {
        if (!file.startsWith(prefix)) continue;
        const [name, ...rest] = file.slice(prefix.length).split('/');
        names.set(name!, rest.length > 0 ? 'folder' : 'file');
      }
      return [...names].map(([name, kind]) => ({ name, kind }));
    },
    async read(path) {
      const text = files.get(path);
      return text === undefined ? readFile(join(folder, path)) : encoder.encode(text);
    },
    async exists(path) {
      if (path === '.' || files.has(path)) return true;
      return stat(join(folder, path)).then(
        () => true,
        () => false,
      );
    },
    async identity(path) {
      return path;
    },
  };
}
