import { fileURLToPath } from 'node:url';
import { openProject } from '../../cli/open-project.ts';
import { isImportStatement } from '../../language/generated/ast.ts';
import { Project, type ProjectFacts, type ProjectSettings } from '../../language/index.ts';

/** A project without mistakes, as text, with what is known of its other files. */
export interface CorrectProject {
  /** Folder below `examples`, and the file when it was taken alone. */
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly settings: ProjectSettings;
  readonly facts: ProjectFacts;
  /** Files that nothing is planted in, because that is done in another project. */
  readonly untouched: ReadonlySet<string>;
}

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

/** The examples, and each system of the gallery with those files alone that it imports. */
export async function correctProjects(): Promise<CorrectProject[]> {
  const whole = await Promise.all(['flights', 'digits'].map(open));
  const gallery = await open('gallery');
  return [...whole, ...systemsOf(gallery)];
}

async function open(name: string): Promise<CorrectProject> {
  const signal = new AbortController().signal;
  const result = await openProject(examples + name, { cwd: examples, signal });
  if ('problem' in result) throw new Error(result.problem.message);
  const { project } = result.opened;
  return {
    name,
    files: new Map([...project.files.values()].map(({ path, text }) => [path, text])),
    settings: project.settings,
    facts: project.facts,
    untouched: new Set(),
  };
}

/** Splits a folder of systems into one project for each, so that a fault is searched for among few files. */
function systemsOf(gallery: CorrectProject): CorrectProject[] {
  const project = makeProject(gallery);
  const packages = new Map<string, string[]>();
  for (const file of project.files.values()) {
    const name = file.symbols.package;
    packages.set(name, [...(packages.get(name) ?? []), file.path]);
  }
  const importedBy = (path: string): string[] =>
    project.files
      .get(path)!
      .ast.statements.filter(isImportStatement)
      .flatMap((statement) => packages.get(statement.package) ?? []);
  const closureOf = (path: string): string[] => {
    const seen = new Set(packages.get(project.files.get(path)!.symbols.package));
    for (const each of seen) importedBy(each).forEach((other) => seen.add(other));
    return [...seen].sort();
  };
  const systems = [...project.files.keys()].filter((path) => !path.startsWith('platforms/'));
  return systems.map((path) => {
    const files = closureOf(path);
    return {
      ...gallery,
      name: `gallery/${path.replace(/\.tenon$/, '')}`,
      files: new Map(files.map((each) => [each, gallery.files.get(each)!])),
      untouched: new Set(files.filter((each) => each !== path && systems.includes(each))),
    };
  });
}

export function makeProject({ files, settings, facts }: CorrectProject): Project {
  const project = new Project();
  project.settings = settings;
  for (const [path, text] of files) project.setFile(path, text);
  project.facts = facts;
  return project;
}
