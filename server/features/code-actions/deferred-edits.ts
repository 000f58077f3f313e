import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../../language/index.ts';
import type { CheckScheduler } from '../../workspace/check-scheduler.ts';
import type { ModelFile } from '../../workspace/model-file.ts';
import { fixAllEdits } from './fix-all-edits.ts';
import { organizeImports } from './organize-imports.ts';
import type { ChosenRefactoring } from './refactoring-actions.ts';
import { switchOff } from './switch-off.ts';
import type { FileEdit } from './workspace-edit.ts';

/** An action whose edits are only made when it is chosen, because making them takes more than looking. */
export type Deferred = DeferredFix | ChosenRefactoring;

export type DeferredFix =
  | { readonly what: 'fixAll'; readonly code?: string; readonly everywhere: boolean }
  | { readonly what: 'organizeImports' }
  | { readonly what: 'switchOff'; readonly code: string };

export async function deferredEdits(
  deferred: DeferredFix,
  model: ModelFile,
  checks: CheckScheduler,
): Promise<FileEdit[]> {
  const { host, path, project } = model;
  switch (deferred.what) {
    case 'fixAll': {
      const { code, everywhere } = deferred;
      const edits = fixAllEdits(project, {
        ...(everywhere ? {} : { path }),
        ...(code === undefined ? {} : { code }),
      });
      checks.schedule(host);
      return edits;
    }
    case 'organizeImports':
      return organizeImports(model.file, model.checked).map((edit) => ({ file: path, ...edit }));
    case 'switchOff': {
      const text = await readFile(join(host.root ?? '', SETTINGS_FILE), 'utf8').catch(() => undefined);
      const edit = text === undefined ? undefined : switchOff(text, deferred.code);
      return edit ? [{ file: SETTINGS_FILE, ...edit }] : [];
    }
  }
}
