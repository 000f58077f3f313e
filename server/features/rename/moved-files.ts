import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  printName,
  readSettings,
  SETTINGS_FILE,
  textOf,
  type ProjectFile,
  type Range,
  type Syntax,
} from '../../../language/index.ts';
import { rangeInText } from '../../names/occurrences.ts';
import { nodesIn } from '../../text/nodes-in.ts';
import type { ProjectHost } from '../../workspace/project-host.ts';
import { segmentsOf } from './package-name.ts';
import type { RenameEdit } from './rename-plan.ts';

/** A file or folder of a project that gets another place; paths are relative to the project folder. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** Keys of the project file that hold paths. */
const PATH_KEYS = ['sources', 'exclude', 'output', 'prices', 'extends', 'overrides'];

/** What has to be written differently when files move: paths in models and in the project file, and packages. */
export function movedFileEdits(
  host: ProjectHost,
  moves: readonly Move[],
  settingsText: string,
): RenameEdit[] {
  return moves.flatMap((move) => [
    ...modelEdits(host, move),
    ...settingsEdits(move, settingsText),
    ...packageEdits(host, move),
  ]);
}

function modelEdits({ project, words }: ProjectHost, move: Move): RenameEdit[] {
  const last = move.from.slice(move.from.lastIndexOf('/') + 1);
  const [longest] = [...last.matchAll(/[\p{L}\p{N}_]+/gu)]
    .map(([word]) => word)
    .sort((a, b) => b.length - a.length);
  if (longest === undefined) return [];
  return words.filesWith([longest], project).flatMap((path) => {
    const file = project.files.get(path)!;
    const texts = nodesIn(file.ast).filter(
      (node): node is Syntax.StringLiteral => node.$type === 'StringLiteral',
    );
    return texts.flatMap((node) => pathEdit(file, node, move));
  });
}

/** A path in quotes that is the moved file, or one below the moved folder. Escapes are left alone. */
function pathEdit(file: ProjectFile, node: Syntax.StringLiteral, { from, to }: Move): RenameEdit[] {
  const text = textOf(node);
  if (text.startsWith('"""') || text.slice(1, -1) !== node.value || !isBelow(node.value, from)) return [];
  const at = node.value.startsWith('./') ? 3 : 1;
  return [{ file: file.path, range: rangeInText(node, at, from.length), newText: to, part: 'path' }];
}

function isBelow(path: string, moved: string): boolean {
  const plain = path.startsWith('./') ? path.slice(2) : path;
  return plain === moved || plain.startsWith(`${moved}/`);
}

function settingsEdits({ from, to }: Move, text: string): RenameEdit[] {
  const document = TextDocument.create('', 'json', 0, text);
  const { places } = readSettings(text).settings;
  return PATH_KEYS.flatMap((key) => {
    const range = places[key];
    if (!range) return [];
    const start = document.offsetAt(range.start);
    return [...document.getText(range).matchAll(/"([^"\\]*)"/gu)].flatMap(([, value], index, all) => {
      if (!isBelow(value!, from)) return [];
      const at = start + all[index]!.index + 1 + (value!.startsWith('./') ? 2 : 0);
      const place: Range = { start: document.positionAt(at), end: document.positionAt(at + from.length) };
      return [{ file: SETTINGS_FILE, range: place, newText: to, part: 'project' as const }];
    });
  });
}

/** A folder that is called like the package of its files takes the package with it. */
function packageEdits({ project }: ProjectHost, { from, to }: Move): RenameEdit[] {
  const name = from.slice(from.lastIndexOf('/') + 1);
  const newName = to.slice(to.lastIndexOf('/') + 1);
  if (name === newName || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(newName)) return [];
  const isInside = (file: ProjectFile): boolean => file.path.startsWith(`${from}/`);
  const files = [...project.files.values()];
  const packages = [...new Set(files.filter(isInside).map(({ symbols }) => symbols.package))];
  const [first] = packages;
  const isOne = packages.length === 1 && first !== undefined && first.split('.').at(-1) === name;
  if (!isOne || files.some((file) => !isInside(file) && isPackageBelow(file.symbols.package, first)))
    return [];
  const path = first.split('.').join(' ');
  return files.flatMap((file) =>
    segmentsOf(file)
      .filter((segment) => segment.path.join(' ') === path)
      .map(({ range }) => ({ file: file.path, range, newText: printName(newName), part: 'folder' as const })),
  );
}

const isPackageBelow = (name: string, above: string): boolean =>
  name === above || name.startsWith(`${above}.`);
