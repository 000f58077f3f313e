import type { SymbolInformation } from 'vscode-languageserver';
import { outermost } from '../../names/members.ts';
import { symbolLocation } from '../../names/symbol-location.ts';
import { symbolKind } from '../../text/symbol-kinds.ts';
import type { ServerFeature } from '../feature.ts';
import { areaOf, containerOf, SymbolIndex } from './symbol-index.ts';

/** Finds declarations of all projects by a few letters of their names. */
export const feature: ServerFeature = {
  id: 'workspace-symbols',
  capabilities: { workspaceSymbolProvider: true },
  register({ connection, workspace, guard }) {
    const index = new SymbolIndex();
    connection.onWorkspaceSymbol(
      guard.handle('workspace-symbols', [] as SymbolInformation[], async ({ query }) => {
        await Promise.all(workspace.hosts.map((host) => host.load()));
        const { hosts } = workspace;
        const found = index.find(
          hosts.map(({ project }) => project),
          query,
        );
        return found.flatMap((symbol) => {
          const host = hosts.find(({ project }) =>
            project.files.get(symbol.file.path)?.symbols.declared.some((each) => each === outermost(symbol)),
          );
          if (!host) return [];
          const area = areaOf(symbol);
          const containerName = `${containerOf(symbol)}${area === '' ? '' : ` · ${area}`}`;
          return [
            {
              name: symbol.name,
              kind: symbolKind(symbol.kind),
              location: symbolLocation(symbol, host),
              containerName,
            },
          ];
        });
      }),
    );
  },
};
