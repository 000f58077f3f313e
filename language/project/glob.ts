/** `*` stands for anything but a slash, `**` for anything, `?` for one character; a folder stands for all in it. */
export function matchesGlob(glob: string, path: string): boolean {
  const pattern = glob
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .replace(/\/+$/, '')
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*\/|\*\*|\*|\?/g, (part) =>
      part === '**/' ? '(?:.*/)?' : part === '**' ? '.*' : part === '*' ? '[^/]*' : '[^/]',
    );
  return new RegExp(`^${pattern}(?:/.*)?$`, 'u').test(path);
}
