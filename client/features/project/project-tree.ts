import * as vscode from 'vscode';
import {
  GENERATED_FILES,
  PROJECT_ELEMENTS,
  PROJECT_KINDS,
  type KindBranch,
  type TreeElement,
} from '../../../protocol/index.ts';
import type { LanguageServer } from '../../infrastructure/language-server.ts';
import { treeItem, type ProjectNode } from './project-node.ts';

/** The resolved model by area, kind and element. Only what is unfolded is asked for. */
export class ProjectTree implements vscode.TreeDataProvider<ProjectNode> {
  readonly #server: LanguageServer;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(server: LanguageServer) {
    this.#server = server;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  getTreeItem(node: ProjectNode): vscode.TreeItem {
    return treeItem(node);
  }

  async getChildren(node?: ProjectNode): Promise<ProjectNode[]> {
    if (!node) return this.#roots();
    switch (node.type) {
      case 'project':
        return this.#areas(node.project);
      case 'area':
        return node.kinds.map((branch) => ({ type: 'kind', project: node.project, branch }));
      case 'kind': {
        const { kind } = node.branch;
        const elements = await this.#server.request(PROJECT_ELEMENTS, { uri: node.project, kind });
        return elements.map((element) => elementNode(node.project, element, `${kind}`, true));
      }
      case 'element':
        return this.#inside(node);
      case 'generated': {
        const question = { uri: node.project, element: node.name };
        const files = await this.#server.request(GENERATED_FILES, question);
        return files.map((file) => ({ type: 'file', project: node.project, file, path: node.path }));
      }
      case 'file':
        return [];
    }
  }

  /** Projects, or the areas of the only one. */
  async #roots(): Promise<ProjectNode[]> {
    await this.#server.start();
    const { state } = this.#server;
    if (!('shown' in state)) return [];
    const areas = await Promise.all(
      state.shown.map(async (project) => ({ project, areas: await this.#areas(project.uri) })),
    );
    const filled = areas.filter((each) => each.areas.length > 0);
    if (filled.length === 1) return filled[0]!.areas;
    return filled.map(({ project: { uri, name, environment } }) => ({
      type: 'project',
      project: uri,
      title: name,
      environment,
    }));
  }

  async #areas(project: string): Promise<ProjectNode[]> {
    const kinds = await this.#server.request(PROJECT_KINDS, { uri: project });
    const byArea = new Map<string, KindBranch[]>();
    for (const branch of kinds) byArea.set(branch.area, [...(byArea.get(branch.area) ?? []), branch]);
    return [...byArea].map(([area, branches]) => ({ type: 'area', project, area, kinds: branches }));
  }

  async #inside({
    project,
    element,
    path,
  }: Extract<ProjectNode, { type: 'element' }>): Promise<ProjectNode[]> {
    const { kind, qualifiedName, hasChildren, generated } = element;
    const question = { uri: project, kind, inside: qualifiedName };
    const parts = hasChildren ? await this.#server.request(PROJECT_ELEMENTS, question) : [];
    const nodes = parts.map((part) => elementNode(project, part, path, false));
    if (generated === 0) return nodes;
    return [...nodes, { type: 'generated', project, name: qualifiedName, count: generated, path }];
  }
}

function elementNode(project: string, element: TreeElement, above: string, isTop: boolean): ProjectNode {
  const { kind, qualifiedName } = element;
  return {
    type: 'element',
    project,
    name: qualifiedName,
    kind,
    ...(kind === 'model' && isTop ? { model: qualifiedName } : {}),
    element,
    isTop,
    path: `${above}/${kind} ${qualifiedName}`,
  };
}
