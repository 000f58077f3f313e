import type { ModelView } from '../../rules/model-view.ts';
import { NO_FACTS, type ProjectFacts } from '../../project/facts.ts';
import { Project } from '../../project/project.ts';

/** The resolved model of one file, with the declarations as they stand. */
export function viewOf(text: string, facts: ProjectFacts = NO_FACTS): ModelView {
  const project = new Project();
  project.facts = facts;
  project.setFile('main.tenon', text);
  const resolved = project.model();
  if ('problem' in resolved) throw new Error(resolved.problem.message);
  return resolved.model;
}

export const GIB = 1024 ** 3;
