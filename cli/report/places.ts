import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Position } from '../../language/index.ts';
import type { Report } from './report.ts';

/** Lines and columns as people count them: from 1; columns in UTF-16 code units. */
export const oneBased = ({ line, character }: Position): { line: number; column: number } => ({
  line: line + 1,
  column: character + 1,
});

/** Path of a project's file for machines: relative to the working directory, or absolute when it lies outside. */
export function machinePath(file: string, { folder, cwd }: Pick<Report, 'folder' | 'cwd'>): string {
  const path = join(folder, file);
  const short = relative(cwd, path);
  return (short.startsWith('..') || short === '' ? path : short).replaceAll('\\', '/');
}

/** The same as a URI reference, with everything encoded that a URI does not take. */
export function machineUri(file: string, report: Pick<Report, 'folder' | 'cwd'>): string {
  const path = machinePath(file, report);
  return /^(\/|[A-Za-z]:)/.test(path)
    ? pathToFileURL(path).href
    : path.split('/').map(encodeURIComponent).join('/');
}
