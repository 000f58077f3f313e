import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileReaders, createNodeFileSystem, reasonOf, type NodeFileSystem } from '../files/index.ts';
import {
  loadProject,
  LOAD_CODES,
  type Diagnostic,
  type LoadOptions,
  type Project,
} from '../language/index.ts';
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

/** How a project folder is read; whoever opens it again goes on with what was remembered of its files. */
export type ProjectWorld = Pick<LoadOptions, 'readSignature' | 'readSchema' | 'readMeasured'> & {
  readonly fileSystem: NodeFileSystem;
};

export const projectWorld = (folder: string, signal: AbortSignal): ProjectWorld => ({
  fileSystem: createNodeFileSystem(folder),
  ...createFileReaders(folder, { signal }),
});

interface OpenContext {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** Finds and loads the project that an argument belongs to; a project without a model is a problem. */
export async function openProject(
  argument: string | undefined,
  context: OpenContext,
): Promise<{ readonly opened: OpenedProject } | { readonly problem: CommandProblem }> {
  const located = locateProject(argument, context.cwd);
  return 'problem' in located ? located : openLocated(located.location, context);
}

/** Loads the project of a folder, whatever has become of those around it. */
export async function openLocated(
  location: ProjectLocation,
  { cwd, signal }: OpenContext,
  world = projectWorld(location.folder, signal),
): Promise<{ readonly opened: OpenedProject } | { readonly problem: CommandProblem }> {
  let loaded: Awaited<ReturnType<typeof loadProject>>;
  try {
    loaded = await loadProject({ ...world, signal });
  } catch (error) {
    if (signal.aborted || (error as NodeJS.ErrnoException).code === undefined) throw error;
    const message = `The project ${displayPath(location.folder, cwd)} can't be read: ${reasonOf(error)}.`;
    return { problem: { exitCode: EXIT.unreadable, message } };
  }
  const { project, diagnostics } = loaded;
  const opened = describeOpened(location, project, [...diagnostics, ...unreadableFolders(world)]);
  return opened.files.length === 0 ? { problem: noModel(location, cwd) } : { opened };
}

/** A project as it is now; asked again when its files have changed. */
export function describeOpened(
  location: ProjectLocation,
  project: Project,
  diagnostics: readonly Diagnostic[],
): OpenedProject {
  const files = new Set([...project.files.keys(), ...diagnostics.map(({ file }) => file)]);
  const textOf = textReader(project, location.folder);
  return { location, project, diagnostics, files: [...files].sort(), textOf };
}

export const noModel = ({ folder }: ProjectLocation, cwd: string): CommandProblem => ({
  exitCode: EXIT.unreadable,
  message: `There is no .tenon file in ${displayPath(folder, cwd)}.`,
  help: 'Begin one with `tenon init`, or name another folder.',
});

/** Findings about the folders that could not be listed. */
export const unreadableFolders = ({ fileSystem }: ProjectWorld): readonly Diagnostic[] =>
  fileSystem.unreadable.map(({ path, reason }) => unreadableFolder(path, reason));

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
