import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileReaders, createNodeFileSystem, reasonOf } from '../files/index.ts';
import { loadProject, LOAD_CODES, type Diagnostic, type Project } from '../language/index.ts';
import type { CommandProblem } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { displayPath, locateProject, type ProjectLocation } from './project-location.ts';

export interface OpenedProject {
  readonly location: ProjectLocation;
  readonly project: Project;
  /** Findings about the project file and about files that could not be read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Model files and the project file, relative to the project. */
  readonly files: readonly string[];
  /** Text of any file of the project; undefined when it can't be read. */
  readonly textOf: (file: string) => string | undefined;
}

/** Finds and loads the project that an argument belongs to; a project without a model is a problem. */
export async function openProject(
  argument: string | undefined,
  { cwd, signal }: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<{ readonly opened: OpenedProject } | { readonly problem: CommandProblem }> {
  const located = locateProject(argument, cwd);
  if ('problem' in located) return located;
  const { location } = located;
  const fileSystem = createNodeFileSystem(location.folder);
  let loaded: Awaited<ReturnType<typeof loadProject>>;
  try {
    const readers = createFileReaders(location.folder, { signal });
    loaded = await loadProject({ fileSystem, ...readers, signal });
  } catch (error) {
    if (signal.aborted || (error as NodeJS.ErrnoException).code === undefined) throw error;
    const message = `The project ${displayPath(location.folder, cwd)} can't be read: ${reasonOf(error)}.`;
    return { problem: { exitCode: EXIT.unreadable, message } };
  }
  const { project, diagnostics } = loaded;
  const unreadable = fileSystem.unreadable.map(({ path, reason }) => unreadableFolder(path, reason));
  const all = [...diagnostics, ...unreadable];
  if (project.files.size === 0 && all.length === 0) {
    const message = `There is no .tenon file in ${displayPath(location.folder, cwd)}.`;
    return {
      problem: {
        exitCode: EXIT.unreadable,
        message,
        help: 'Begin one with `tenon init`, or name another folder.',
      },
    };
  }
  const files = new Set([...project.files.keys(), ...all.map(({ file }) => file)]);
  return {
    opened: {
      location,
      project,
      diagnostics: all,
      files: [...files].sort(),
      textOf: textReader(project, location.folder),
    },
  };
}

function textReader(project: Project, folder: string): OpenedProject['textOf'] {
  const known = new Map<string, string | undefined>();
  return (file) => {
    const text = project.files.get(file)?.text;
    if (text !== undefined) return text;
    if (!known.has(file)) known.set(file, readText(join(folder, file)));
    return known.get(file);
  };
}

function readText(path: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch {
    // Nothing is shown of a file that is no text.
    return undefined;
  }
}

const FILE_START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const unreadableFolder = (path: string, reason: string): Diagnostic => ({
  code: LOAD_CODES.unreadable,
  severity: 'error',
  message: `The folder can't be read: ${reason}.`,
  file: path,
  range: FILE_START,
  help: 'Check its permissions, or exclude it in tenon.json.',
});
