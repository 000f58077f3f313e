import type { Location } from 'vscode-languageserver';
import { nameRange, type Symbol } from '../../language/index.ts';
import { LIBRARY_SCHEME } from '../../protocol/index.ts';
import type { ProjectHost } from '../workspace/project-host.ts';

/** URI of the file that declares a name; the library's files exist only inside the server. */
export const symbolUri = (symbol: Symbol, host: ProjectHost): string =>
  symbol.file.library ? `${LIBRARY_SCHEME}:/${symbol.file.path}` : host.uriOf(symbol.file.path);

/** Where a name is declared. */
export const symbolLocation = (symbol: Symbol, host: ProjectHost): Location => ({
  uri: symbolUri(symbol, host),
  range: nameRange(symbol),
});
