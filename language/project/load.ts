import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { collectFacts, type FactReaders } from './collect-facts.ts';
import type { ProjectFileSystem } from './file-system.ts';
import { readPriceTable, type PriceTable } from '../capacity/price-table.ts';
import { forEachLimited } from './for-each-limited.ts';
import { matchesGlob } from './glob.ts';
import { Project } from './project.ts';
import type { Rule } from '../rules/rule.ts';
import { loadSettings } from './load-settings.ts';
import { SETTINGS_CODES } from './settings-reader.ts';
import { ALWAYS_EXCLUDED, SETTINGS_FILE, type ProjectSettings } from './settings.ts';
import { decodeModelText } from './text-decoder.ts';

export const MODEL_EXTENSION = '.tenon';

/** Codes of findings about files that could not be used. */
export const LOAD_CODES = { unreadable: 'TN1003', encoding: 'TN1004', empty: 'TN1005' } as const;

export interface LoadOptions extends FactReaders {
  /**
   * Models are read only when something asks for what they declare, and files that they name are looked at for those
   * that were read: for who shows a part of the project before the rest.
   */
  readonly readsLater?: boolean;
  /** Rules that the project is checked by; all when absent. */
  readonly rules?: readonly Rule[];
}

export interface LoadedProject {
  readonly project: Project;
  /** Findings about the project file and about files that could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How many files are read at the same time: enough to hide the disk's latency, few enough for any descriptor limit. */
const CONCURRENCY = 32;

/** Loads the project file, every model file, and the facts about the files that these name. */
export async function loadProject(options: LoadOptions): Promise<LoadedProject> {
  const { fileSystem, signal } = options;
  const project = new Project(options.rules ? { rules: options.rules } : {});
  const diagnostics: Diagnostic[] = [];
  const read = await loadSettings(fileSystem);
  project.settings = read.settings;
  diagnostics.push(...read.diagnostics, ...(await missingSources(fileSystem, read.settings)));
  const { prices } = read.settings;
  if (prices !== undefined) {
    const table = await readPrices(fileSystem, prices);
    if ('table' in table) project.prices = table.table;
    else diagnostics.push({ ...table.diagnostic, range: read.settings.places['prices'] ?? FILE_START });
  }
  const paths = await modelFiles(fileSystem, project.settings, signal);
  const texts = new Map<string, Awaited<ReturnType<typeof readModelText>>>();
  await forEachLimited(paths, CONCURRENCY, async (path) => {
    signal?.throwIfAborted();
    texts.set(path, await readModelText(fileSystem, path));
  });
  // Files are set in the order of their paths, whichever was read first.
  for (const path of paths) {
    const decoded = texts.get(path)!;
    if ('diagnostic' in decoded) diagnostics.push(decoded.diagnostic);
    else {
      if (options.readsLater) project.addFile(path, decoded.text);
      else project.setFile(path, decoded.text);
      if (decoded.text.trim() === '') diagnostics.push(emptyFile(path));
    }
  }
  project.facts = await collectFacts(project, options);
  return { project, diagnostics };
}

export async function readModelText(
  fileSystem: ProjectFileSystem,
  path: string,
): Promise<{ text: string } | { diagnostic: Diagnostic }> {
  const fail = (code: string, message: string, help: string): { diagnostic: Diagnostic } => ({
    diagnostic: { code, severity: 'error', message, file: path, range: FILE_START, help },
  });
  let bytes: Uint8Array;
  try {
    bytes = await fileSystem.read(path);
  } catch (error) {
    return fail(
      LOAD_CODES.unreadable,
      `The file can't be read: ${(error as Error).message}`,
      'Check its permissions.',
    );
  }
  const decoded = decodeModelText(bytes);
  return 'text' in decoded ? decoded : fail(LOAD_CODES.encoding, decoded.problem, decoded.help);
}

/** Source folders that are not there hold no models, which may be a misspelt name. */
async function missingSources(
  fileSystem: ProjectFileSystem,
  { sources, places }: ProjectSettings,
): Promise<Diagnostic[]> {
  const missing: string[] = [];
  for (const source of sources) if (!(await fileSystem.exists(sourceFolder(source)))) missing.push(source);
  return missing.map((source) => ({
    code: SETTINGS_CODES.missingSource,
    severity: 'error',
    message: `There is no folder ${source}.`,
    file: SETTINGS_FILE,
    range: places['sources'] ?? FILE_START,
    help: 'Create it, or correct the name; paths are relative to the project folder.',
  }));
}

async function readPrices(
  fileSystem: ProjectFileSystem,
  path: string,
): Promise<{ readonly table: PriceTable } | { readonly diagnostic: Omit<Diagnostic, 'range'> }> {
  const fail = (message: string, help: string): { diagnostic: Omit<Diagnostic, 'range'> } => ({
    diagnostic: { code: SETTINGS_CODES.prices, severity: 'error', message, file: SETTINGS_FILE, help },
  });
  if (!(await fileSystem.exists(path))) {
    return fail(`There is no file ${path}.`, 'Paths are relative to the project folder.');
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(await fileSystem.read(path)));
  } catch (error) {
    return fail(`The prices in ${path} can't be read: ${(error as Error).message}`, 'Correct the file.');
  }
  const read = readPriceTable(json);
  return 'table' in read
    ? read
    : fail(`The prices in ${path} can't be used: ${read.problem}`, 'See docs/capacity.md.');
}

/** What is said about a model file that holds nothing. */
export const emptyFile = (path: string): Diagnostic => ({
  code: LOAD_CODES.empty,
  severity: 'error',
  message: 'The file is empty.',
  file: path,
  range: FILE_START,
  help: 'Write a model, beginning with its package, or delete the file.',
});

const FILE_START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Paths of all model files in the project's source folders, sorted. Loops of links are followed once. */
export async function modelFiles(
  fileSystem: ProjectFileSystem,
  settings: ProjectSettings,
  signal?: AbortSignal,
): Promise<string[]> {
  const result = new Set<string>();
  const visited = new Set<string>();
  const visit = async (folder: string): Promise<void> => {
    signal?.throwIfAborted();
    const identity = await fileSystem.identity(folder);
    if (visited.has(identity)) return;
    visited.add(identity);
    const entries = await fileSystem.list(folder);
    // A folder with a project file of its own is another project.
    if (folder !== '.' && entries.some(({ name }) => name === SETTINGS_FILE)) return;
    for (const { name, kind } of entries) {
      const path = folder === '.' ? name : `${folder}/${name}`;
      if (isExcluded(path, settings)) continue;
      if (kind === 'folder') await visit(path);
      else if (name.endsWith(MODEL_EXTENSION)) result.add(path);
    }
  };
  for (const source of settings.sources) {
    const folder = sourceFolder(source);
    if (await fileSystem.exists(folder)) await visit(folder);
  }
  return [...result].sort();
}

/** Whether a path of the project is one that {@link modelFiles} would find, if it is there. */
export function belongsToProject(path: string, settings: ProjectSettings): boolean {
  if (!path.endsWith(MODEL_EXTENSION)) return false;
  const isInSources = settings.sources
    .map(sourceFolder)
    .some((folder) => folder === '.' || path.startsWith(`${folder}/`));
  const parents = path.split('/').map((_, index, names) => names.slice(0, index + 1).join('/'));
  return isInSources && !parents.some((parent) => isExcluded(parent, settings));
}

const sourceFolder = (source: string): string =>
  source.replaceAll('\\', '/').replace(/^\.\/|\/+$/g, '') || '.';

const isExcluded = (path: string, settings: ProjectSettings): boolean =>
  ALWAYS_EXCLUDED.includes(path.slice(path.lastIndexOf('/') + 1)) ||
  path === settings.output ||
  settings.exclude.some((glob) => matchesGlob(glob, path));
