import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSignatureFile } from '../../../bench/index.ts';
import type { FileFacts, ModelSignature, TargetResult } from '../../../targets/kit/target.ts';
import { printText } from '../../../targets/kit/text.ts';

/** Facts about real files: paths as a model writes them → where they are. */
export async function factsOf(files: Readonly<Record<string, string>>): Promise<FileFacts> {
  const signatures = new Map<string, ModelSignature>();
  for (const [path, real] of Object.entries(files)) {
    const result = await readSignatureFile(real);
    if ('problem' in result) throw new Error(`${real}: ${result.problem.message}`);
    signatures.set(path, result.signature);
  }
  return { exists: (path) => signatures.has(path), signature: (path) => signatures.get(path) };
}

/** Puts a target's files into a folder; copies come from the real files. */
export async function writeOutput(folder: string, result: TargetResult, files: Readonly<Record<string, string>>): Promise<void> {
  for (const file of result.files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    if ('text' in file) await writeFile(path, printText(file.text));
    else await copyFile(files[file.copyOf] ?? '', path);
  }
}
