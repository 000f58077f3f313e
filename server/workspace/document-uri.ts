import { isAbsolute } from 'node:path';
import { URI } from 'vscode-uri';

/** Path on the disk; undefined for untitled texts and other schemes. */
export function fileOf(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  // A drive of another system is no path here.
  return parsed.scheme === 'file' && isAbsolute(parsed.fsPath) ? parsed.fsPath : undefined;
}

/** The same, or where an untitled text is going to be saved, if the editor knows that already. */
export function placeOnDisk(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  const isPlanned = parsed.scheme === 'untitled' && parsed.path.startsWith('/');
  return fileOf(isPlanned ? parsed.with({ scheme: 'file' }).toString() : uri);
}

/**
 * Whether somebody works on a text. Of one side of a diff, a page of the history or a file in an archive the other
 * files are not known, so that most of what would be found in it would be wrong.
 */
export const isWorkedOn = (uri: string): boolean => ['file', 'untitled'].includes(URI.parse(uri).scheme);

/** What a text that stands alone is called in findings. */
export function nameOf(uri: string): string {
  const { path } = URI.parse(uri);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === '' ? 'untitled.tenon' : name;
}
