import * as vscode from 'vscode';
import {
  GENERATION_PREVIEW,
  LANGUAGE_ID,
  type PreviewedFile,
  type ProjectDescription,
} from '../../../protocol/index.ts';
import type { Services } from '../../infrastructure/services.ts';
import { folderOf } from './review-item.ts';
import { Review } from './review.ts';
import { lastSelection } from './selection.ts';
import { writeQuietly } from './write-files.ts';

/** What became of the generated files when a model was saved. */
export type OwnFiles =
  | { readonly result: 'written'; readonly written: number; readonly left: number }
  /** `never`: nothing was generated so far. `unsaved`: the disk does not have yet what the editor shows. */
  | { readonly result: 'never' | 'unsaved' | 'reviewing' }
  | { readonly result: 'problem'; readonly reason: string };

/**
 * Writes the files that Tenon has written and nobody has edited, and new ones beside them. Whatever somebody edited
 * stays, also when it could be merged; so does a target that was never generated here.
 */
export async function writeOwnFiles(services: Services, project: ProjectDescription): Promise<OwnFiles> {
  if (services.generation.reviews.current) return { result: 'reviewing' };
  if (hasUnsaved(project)) return { result: 'unsaved' };
  const selection = lastSelection(services, project) ?? {};
  const answer = await services.server.request(GENERATION_PREVIEW, { uri: project.uri, ...selection });
  if (!answer) return { result: 'never' };
  if ('problem' in answer) return { result: 'problem', reason: answer.problem.message };
  const own: string[] = [];
  for (const file of answer.files) if (await isOwn(file)) own.push(file.path);
  const left = answer.files.filter(({ path, change }) => change !== 'create' && !own.includes(path)).length;
  if (own.length === 0 && answer.unchanged + left === 0) return { result: 'never' };
  services.generation.findings.show(answer.findings);
  if (own.length === 0) return { result: 'written', written: 0, left };
  const review = new Review(project, selection, answer);
  try {
    const all = review.files.map(({ file }) => file.path);
    review.decide(all, false);
    review.decide(own, true);
    const done = await writeQuietly(services, review);
    if ('written' in done) return { result: 'written', written: done.written, left };
    return { result: 'problem', reason: done.reason ?? vscode.l10n.t('Nothing was written.') };
  } finally {
    review.dispose();
  }
}

/** The command reads the disk, and what it reads has to be what the editor shows. */
const hasUnsaved = ({ uri }: ProjectDescription): boolean =>
  vscode.workspace.textDocuments.some(
    (document) =>
      document.isDirty &&
      document.languageId === LANGUAGE_ID &&
      document.uri.toString().startsWith(`${uri}/`),
  );

/** A new file counts where its target was generated before. */
async function isOwn(file: PreviewedFile): Promise<boolean> {
  const { change, uri, path } = file;
  if (change === 'update' || change === 'remove') return true;
  if (change !== 'create') return false;
  const inside = path.slice(folderOf(file).length).split('/').filter(Boolean);
  const target = vscode.Uri.joinPath(vscode.Uri.parse(uri), ...inside.map(() => '..'));
  return vscode.workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
}
