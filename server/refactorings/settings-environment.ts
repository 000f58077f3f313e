import { SETTINGS_FILE, type Project, type Symbol, type TextEdit } from '../../language/index.ts';

/** The project file may name the environment that is used when none is named, with its package. */
export function environmentEdit(symbol: Symbol, toPackage: string, project: Project): TextEdit[] {
  const { environment, places } = project.settings;
  const range = places['environment'];
  if (symbol.kind !== 'environment' || environment === undefined || !range) return [];
  if (environment === symbol.name || project.environment(environment) !== symbol) return [];
  return [{ file: SETTINGS_FILE, range, newText: JSON.stringify(`${toPackage}.${symbol.name}`) }];
}
