import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readSignatureFile } from '../../bench/signature/node-file.ts';
import type { SignatureFact } from '../../language/index.ts';

/** Reads headers of model files, each version of a file once: looking again costs one `stat`. */
export class SignatureCache {
  readonly #root: string;
  readonly #known = new Map<string, { readonly version: string; readonly fact: SignatureFact }>();

  constructor(root: string) {
    this.#root = root;
  }

  async read(path: string): Promise<SignatureFact> {
    const file = join(this.#root, path);
    const facts = await stat(file).catch(() => undefined);
    const version = facts ? `${facts.mtimeMs} ${facts.size}` : '';
    const known = this.#known.get(path);
    if (known?.version === version) return known.fact;
    const read = await readSignatureFile(file);
    const fact: SignatureFact = 'problem' in read ? read : { signature: read.signature };
    this.#known.set(path, { version, fact });
    return fact;
  }
}
