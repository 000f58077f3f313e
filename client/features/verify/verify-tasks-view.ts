import * as vscode from 'vscode';
import type { ClientView } from '../client-view.ts';
import { MATCHER, verifyTask } from './verify-task.ts';

/** Tasks for "Run Task…" and `tasks.json`: one for each project. */
export const view: ClientView = {
  register(services) {
    return vscode.tasks.registerTaskProvider('tenon', {
      provideTasks: () => {
        const { state } = services.server;
        const projects = 'shown' in state ? state.shown : [];
        return projects.flatMap((project) => verifyTask(services, project) ?? []);
      },
      resolveTask: ({ name, definition, scope }) => {
        const args: unknown = definition['arguments'];
        const isFolder = typeof scope === 'object';
        const folder = isFolder ? scope : vscode.workspace.workspaceFolders?.[0];
        if (!isWords(args) || !folder) return undefined;
        const task = services.command.taskFor(name, args, folder.uri.fsPath, [MATCHER]);
        // The editor only takes the very definition that it has asked about.
        if (task) task.definition = definition;
        return task;
      },
    });
  },
};

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
