import type { Project } from '../../language/index.ts';

/** The file that a path in a text leads to: itself, or the first one of a folder of rows; undefined when there is none. */
export function fileBehind(path: string, { facts }: Project): string | undefined {
  if (facts.exists(path) !== true) return undefined;
  const schema = facts.schema(path);
  if (schema && 'folder' in schema && schema.folder)
    return `${path.replace(/\/+$/u, '')}/${schema.folder.first}`;
  // Editors open no folders.
  return path.endsWith('/') ? undefined : path;
}
