import { URI } from 'vscode-uri';

/** What the server uses of `node:url`. */
export const fileURLToPath = (url: string): string => URI.parse(url).path;
export const pathToFileURL = (path: string): { toString(): string } => URI.file(path);
