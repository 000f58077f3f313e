import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CheckedFile, Project, ProjectFile } from '../../language/index.ts';
import type { ProjectHost } from './project-host.ts';

/** One model file in its newest state, as the features see it. */
export interface ModelFile {
  readonly uri: string;
  /** Relative to the project folder, forward slashes. */
  readonly path: string;
  readonly host: ProjectHost;
  readonly project: Project;
  /** Text and syntax. */
  readonly file: ProjectFile;
  readonly document: TextDocument;
  /** Findings and meanings of names; computed when asked for the first time. */
  readonly checked: CheckedFile;
}
