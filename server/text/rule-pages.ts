import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { COMMANDS } from '../../protocol/index.ts';

/** Addresses of the pages that explain the rules; they travel with the server. */
export class RulePages {
  readonly #folder: string | undefined;
  readonly #addresses = new Map<string, string | undefined>();
  /** The editor has a command that shows a page as it should look. */
  readonly #hasCommand: boolean;

  constructor({ hasCommand }: { readonly hasCommand: boolean }) {
    this.#folder = findFolder();
    this.#hasCommand = hasCommand;
  }

  get hasCommand(): boolean {
    return this.#hasCommand;
  }

  /** What to open for a code; undefined when it has no page. */
  addressOf(code: string): string | undefined {
    if (!this.#addresses.has(code)) this.#addresses.set(code, this.#find(code));
    return this.#addresses.get(code);
  }

  #find(code: string): string | undefined {
    if (this.#folder === undefined) return undefined;
    const page = join(this.#folder, `${code}.md`);
    if (!existsSync(page)) return undefined;
    if (!this.#hasCommand) return pathToFileURL(page).toString();
    return `command:${COMMANDS.explainRule}?${encodeURIComponent(JSON.stringify([code]))}`;
  }
}

/** The pages lie beside the bundle's folder, and at the top of the sources. */
function findFolder(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const pages = join(folder, 'docs', 'rules');
    if (existsSync(pages)) return pages;
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
}
