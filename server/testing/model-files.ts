import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ProjectFacts } from '../../language/index.ts';
import type { ModelFile } from '../workspace/model-file.ts';
import { ProjectHost } from '../workspace/project-host.ts';

/** A project in memory, as the features see it. */
export function hostOf(texts: Readonly<Record<string, string>>, facts?: ProjectFacts): ProjectHost {
  const host = new ProjectHost();
  for (const [path, text] of Object.entries(texts)) host.project.setFile(path, text);
  if (facts) host.project.facts = facts;
  return host;
}

export function modelFile(host: ProjectHost, path: string): ModelFile {
  const { project } = host;
  const file = project.files.get(path);
  if (!file) throw new Error(`there is no file ${path}`);
  const uri = host.uriOf(path);
  const document = TextDocument.create(uri, 'tenon', 0, file.text);
  return {
    uri,
    path,
    host,
    project,
    file,
    document,
    get checked() {
      return project.checked(path)!;
    },
  };
}
