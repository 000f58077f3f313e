import {
  clauseNodes,
  isAction,
  isDeclaration,
  NameScope,
  resolvePath,
  type CheckedFile,
  type Project,
  type ProjectFile,
  type Symbol,
  type Syntax,
} from '../../language/index.ts';
import { itemsOf } from './row-columns.ts';
import { placeInBody, placeOfStatement } from './statement-place.ts';
import { symbolOfNode } from './symbol-of-node.ts';
import type { WordIndex } from './word-index.ts';

/** A file with what its names mean. */
export interface NamedFile {
  readonly path: string;
  readonly file: ProjectFile;
  readonly checked: CheckedFile;
}

/** Questions about the names of a project that go from a declaration to those who use it. */
export class ProjectNames {
  readonly project: Project;
  readonly #words: WordIndex;

  constructor(project: Project, words: WordIndex) {
    this.project = project;
    this.#words = words;
  }

  file(path: string): NamedFile | undefined {
    const file = this.project.files.get(path);
    const checked = this.project.checked(path);
    return file && checked && { path, file, checked };
  }

  pathsWith(words: Iterable<string>): string[] {
    return this.#words.filesWith(words, this.project);
  }

  /** Paths of the files in which every one of the words occurs. */
  pathsWithAll(words: readonly string[]): string[] {
    return this.#words.filesWithAll(words, this.project);
  }

  filesWithAll(words: readonly string[]): NamedFile[] {
    return this.pathsWithAll(words).flatMap((path) => this.file(path) ?? []);
  }

  filesWith(words: Iterable<string>): NamedFile[] {
    return this.pathsWith(words).flatMap((path) => this.file(path) ?? []);
  }

  /** Names as they are seen from inside a declaration. */
  scopeOf(symbol: Symbol): NameScope {
    const scope = this.project.analysis.scopeOf(symbol);
    return new NameScope(scope.project, scope.file, symbol);
  }

  /** Names as they are seen where a node stands. */
  scopeAt(node: object, { file }: NamedFile): NameScope {
    return new NameScope(this.project.analysis.project, file.symbols, this.around(node, file));
  }

  /** The element that a node stands in. */
  around(node: object, file: ProjectFile): Symbol | undefined {
    const view = { symbols: file.symbols, project: this.project };
    for (let part: Part | undefined = node; part; part = part.$container as Part | undefined) {
      const isBody = part.$type === 'Body';
      if (isBody)
        return placeInBody((part as { $container: Parameters<typeof placeInBody>[0] }).$container, view)
          .around;
      if (isAction(part)) return placeOfStatement(part, view).around;
    }
    return undefined;
  }

  symbolOf(node: object, { file }: NamedFile): Symbol | undefined {
    return symbolOfNode(file.symbols, node);
  }

  /** Feature views of an entity. */
  viewsOf(entity: Symbol): Symbol[] {
    return this.#declaredWith(entity, 'features').filter((view) => this.entitiesOf(view).includes(entity));
  }

  entitiesOf(view: Symbol): Symbol[] {
    return this.#clause(view, 'of', 'entity');
  }

  /** Bundles that take a view, or a feature of it. */
  bundlesOf(view: Symbol): Symbol[] {
    return this.#declaredWith(view, 'bundle').filter((bundle) => this.viewsIn(bundle).includes(view));
  }

  viewsIn(bundle: Symbol): Symbol[] {
    return this.#objectsOf(bundle, 'takes', 'features');
  }

  modelsServedBy(service: Symbol): Symbol[] {
    return this.#objectsOf(service, 'serves', 'model');
  }

  /** What is made from a template: `cloud eu = gpu_site(…)`, also inside other declarations. */
  instancesOf(template: Symbol): { readonly symbol: Symbol; readonly call: Syntax.Call }[] {
    const inside = (symbol: Symbol): Symbol[] => [symbol, ...symbol.all.flatMap(inside)];
    return this.pathsWith([template.name])
      .flatMap((path) => this.project.files.get(path)!.symbols.declared)
      .flatMap(inside)
      .flatMap((symbol) => {
        const { node } = symbol;
        const call = isDeclaration(node) && node.value?.$type === 'Call' ? node.value : undefined;
        const isInstance = call && this.project.analysis.scopeOf(symbol).templateOf(symbol) === template;
        return isInstance ? [{ symbol, call }] : [];
      });
  }

  /** Declarations at the top of the files that can name a symbol. */
  #declaredWith({ name }: Symbol, kind: string): Symbol[] {
    return this.pathsWith([name]).flatMap((path) =>
      this.project.files.get(path)!.symbols.declared.filter((symbol) => symbol.kind === kind),
    );
  }

  #clause(symbol: Symbol, word: string, kind: string): Symbol[] {
    if (!isDeclaration(symbol.node)) return [];
    const scope = this.scopeOf(symbol);
    return clauseNodes(symbol.node.clauses, word).flatMap(
      (node) => resolvePath(scope, node, [kind])?.filter((each) => each.kind === kind) ?? [],
    );
  }

  #objectsOf(symbol: Symbol, verb: string, kind: string): Symbol[] {
    const statements = isDeclaration(symbol.node) ? (symbol.node.body?.statements ?? []) : [];
    const scope = this.scopeOf(symbol);
    return statements
      .filter(isAction)
      .filter((action) => action.verb === verb)
      .flatMap((action) => itemsOf(action.object))
      .flatMap((node) => resolvePath(scope, node, [kind])?.filter((each) => each.kind === kind) ?? []);
  }
}

interface Part {
  readonly $type?: string;
  readonly $container?: unknown;
}
