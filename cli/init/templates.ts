import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { minimalProject } from './minimal-project.ts';

export type Template = 'minimal' | 'flights';

/** Contents by path, relative to the new project, with forward slashes. */
export type TemplateFiles = ReadonlyMap<string, string | Uint8Array>;

/** Files of a new project; undefined when this installation does not have the template. */
export function templateFiles(template: Template, packageName: string): TemplateFiles | undefined {
  if (template === 'minimal') return minimalProject(packageName);
  const folder = join(packageRoot(), 'examples', template);
  return existsSync(folder) ? readExample(folder) : undefined;
}

/** What running the example leaves behind is no part of it. */
const LEFT_OUT = new Set(['generated', '.tenon', '.venv', '__pycache__', 'node_modules']);

function readExample(folder: string): TemplateFiles {
  const files = new Map<string, string | Uint8Array>();
  const visit = (path: string): void => {
    for (const name of readdirSync(join(folder, path)).sort()) {
      const inner = path === '' ? name : `${path}/${name}`;
      if (LEFT_OUT.has(name)) continue;
      if (statSync(join(folder, inner)).isDirectory()) visit(inner);
      else
        files.set(
          inner,
          inner === 'tenon.json' ? ownSettings(join(folder, inner)) : readFileSync(join(folder, inner)),
        );
    }
  };
  visit('');
  return files;
}

/** The example's schema lies in Tenon's own repository. */
function ownSettings(path: string): string {
  const settings = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  delete settings['$schema'];
  return `${JSON.stringify(settings, null, 2)}\n`;
}
