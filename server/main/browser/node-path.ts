/** What the server uses of `node:path`, for paths with forward slashes: a worker has no Node. */
export const sep = '/';

export const isAbsolute = (path: string): boolean => path.startsWith('/');

export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const isBack = part === '..' && parts.length > 0 && parts.at(-1) !== '..';
    if (isBack) parts.pop();
    else if (part !== '..' || !isAbsolute(path)) parts.push(part);
  }
  const joined = parts.join('/');
  if (isAbsolute(path)) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

export const join = (...parts: readonly string[]): string =>
  normalize(parts.filter((part) => part !== '').join('/'));

/** Relative to the root, because a worker has no working folder. */
export function resolve(...parts: readonly string[]): string {
  const from = parts.findLastIndex(isAbsolute);
  return join('/', ...parts.slice(Math.max(0, from)));
}

export function dirname(path: string): string {
  const trimmed = path.length > 1 ? path.replace(/\/+$/u, '') : path;
  const at = trimmed.lastIndexOf('/');
  if (at < 0) return '.';
  return at === 0 ? '/' : trimmed.slice(0, at);
}

export function basename(path: string, ending = ''): string {
  const name = path.replace(/\/+$/u, '').split('/').at(-1)!;
  return ending !== '' && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}

export function extname(path: string): string {
  const name = basename(path);
  const at = name.lastIndexOf('.');
  return at <= 0 || name === '..' ? '' : name.slice(at);
}

export function relative(from: string, to: string): string {
  const [start, end] = [resolve(from), resolve(to)].map((path) =>
    path.split('/').filter((part) => part !== ''),
  );
  let same = 0;
  while (same < start!.length && start![same] === end![same]) same++;
  return [...start!.slice(same).map(() => '..'), ...end!.slice(same)].join('/');
}
