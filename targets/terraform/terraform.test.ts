import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NO_FACTS } from '../../language/project/facts.ts';
import { Project } from '../../language/project/project.ts';
import { testCases, type LoadCase } from '../kit/testing/case-runner.ts';
import { target } from './target.ts';

/** Reads the model files of a case, in the environment that its deployment names. */
const load: LoadCase = async (input, folder) => {
  const project = new Project();
  const exists = (path: string): boolean => existsSync(join(folder, path));
  project.facts = { ...NO_FACTS, exists };
  for (const [path, text] of input) if (path.endsWith('.tenon')) project.setFile(path, text);
  const environment = /environment: (\w+)/.exec([...input.values()].join('\n'))?.[1];
  const resolution = project.resolve(environment);
  if ('problem' in resolution) throw new Error(resolution.problem.message);
  return {
    system: resolution.system,
    diagnostics: project.check(environment),
    facts: { exists, signature: () => undefined, measured: () => undefined },
  };
};

testCases({ target, cases: new URL('./cases/', import.meta.url), load });
