import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSignatureFile } from '../../files/index.ts';
import { NO_FACTS, type ProjectFacts } from '../../language/project/facts.ts';
import { Project } from '../../language/project/project.ts';
import { testCases, type LoadCase } from '../kit/testing/case-runner.ts';
import { target } from './target.ts';

/** Reads the model files and the headers of the ONNX files of a case; the environment is that of its deployment. */
const load: LoadCase = async (input, folder) => {
  const facts = await factsOf(
    [...input.keys()].filter((path) => path.endsWith('.onnx')),
    folder,
  );
  const project = new Project();
  project.facts = facts;
  for (const [path, text] of input) if (path.endsWith('.tenon')) project.setFile(path, text);
  const environment = project.environments()[0]?.qualifiedName;
  const resolution = project.resolve(environment);
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  return {
    system: resolution.system,
    diagnostics: project.check(environment),
    facts: {
      exists: (path) => facts.exists(path) === true,
      signature: (path) => {
        const fact = facts.signature(path);
        return fact && 'signature' in fact ? fact.signature : undefined;
      },
    },
  };
};

async function factsOf(paths: readonly string[], folder: string): Promise<ProjectFacts> {
  const read = await Promise.all(
    paths.map(async (path) => [path, await readSignatureFile(join(folder, path))] as const),
  );
  const signatures = new Map(read);
  return {
    ...NO_FACTS,
    exists: (path) => existsSync(join(folder, path)),
    signature: (path) => signatures.get(path),
  };
}

testCases({ target, cases: new URL('./cases/', import.meta.url), load });
