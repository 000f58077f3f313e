import * as vscode from 'vscode';
import { COMMANDS, LIST_PROJECTS, type ProjectArgument } from '../../../protocol/index.ts';
import { chooseProject } from '../../infrastructure/prompts.ts';
import type { ClientCommand } from '../client-command.ts';
import { chooseSelection, lastSelection } from './selection.ts';
import { showReview, startReview } from './start-review.ts';

/** Generates again what was generated last: nothing is asked, but for a project that was never generated here. */
export const command: ClientCommand = {
  id: COMMANDS.regenerate,
  async execute(services, argument) {
    const given = argument as ProjectArgument | undefined;
    const { file } = given ?? {};
    const projects = file === undefined ? [] : await services.server.request(LIST_PROJECTS, {});
    const owner = projects.find(({ uri, output }) =>
      file!.startsWith(`${vscode.Uri.joinPath(vscode.Uri.parse(uri), output).toString()}/`),
    );
    const project = owner ?? (await chooseProject(services, given));
    const selection =
      project && (lastSelection(services, project) ?? (await chooseSelection(services, project, undefined)));
    if (!project || !selection) return undefined;
    await vscode.workspace.saveAll(false);
    const review = await startReview(services, project, selection);
    if (!review) return undefined;
    await showReview(services, review);
    return { reviewed: review.decidable.length };
  },
};
