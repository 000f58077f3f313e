import { URI } from 'vscode-uri';

/**
 * In a browser the files of a workspace have URIs such as `vscode-vfs://github/owner/project/a.tenon`. Inside of the
 * server everything is a file with a path, so each such URI is a path below a folder for its scheme and authority:
 * `/~vscode-vfs/github/owner/project/a.tenon`. The translation happens where messages come in and go out.
 */
const MARK = '/~';
/** Stands for no authority, because a path has no empty folder. */
const NO_AUTHORITY = '~';

/** Schemes of texts that are no files of a workspace: they stay as they are. */
const STRANGERS: ReadonlySet<string> = new Set([
  'file',
  'untitled',
  'http',
  'https',
  'command',
  'data',
  'mailto',
  'git',
  'tenon-library',
  'tenon-preview',
]);

/** The path that a URI has in the server; undefined for what is no file of a workspace. */
export function virtualPath(uri: string): string | undefined {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\//iu.exec(uri) ?? [];
  if (scheme === undefined || STRANGERS.has(scheme)) return undefined;
  const { authority, path, query, fragment } = URI.parse(uri);
  if (query !== '' || fragment !== '') return undefined;
  return `${MARK}${scheme}/${authority === '' ? NO_AUTHORITY : authority}${path === '/' ? '' : path}`;
}

/** The URI of a path in the server; undefined for one that is not below the folder of a scheme. */
export function uriOfVirtual(path: string): string | undefined {
  if (!path.startsWith(MARK)) return undefined;
  const [scheme, authority, ...rest] = path.slice(MARK.length).split('/');
  return URI.from({
    scheme: scheme!,
    authority: authority === undefined || authority === NO_AUTHORITY ? '' : authority,
    path: `/${rest.join('/')}`,
  }).toString();
}

/** `file:///~…` up to the first character that no URI of VS Code's printing has. */
const INNER = /file:\/\/\/~[\w%~./!$&'*+,;=:@-]*/gu;

/** What comes from the editor, with the URIs of its files as the server knows them. Texts of documents stay. */
export const incoming = <T>(message: T): T => mapStrings(message, innerUri) as T;

/** What goes to the editor, with the URIs of its files as the editor knows them. */
export const outgoing = <T>(message: T): T => mapStrings(message, outerText) as T;

function innerUri(text: string): string {
  const path = virtualPath(text);
  return path === undefined ? text : URI.file(path).toString();
}

/** Links in texts such as hovers are translated as well. */
const outerText = (text: string): string =>
  text.includes('file:///~') ? text.replace(INNER, (uri) => uriOfVirtual(URI.parse(uri).path) ?? uri) : text;

/** Values that hold a document's text, which is nobody's to change. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'newText']);

function mapStrings(value: unknown, map: (text: string) => string, key?: string): unknown {
  if (typeof value === 'string') return key !== undefined && TEXTS.has(key) ? value : map(value);
  if (Array.isArray(value)) return value.map((each) => mapStrings(each, map));
  // Bytes are carried as they are.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [map(name), mapStrings(each, map, name)]),
  );
}
