import { readFile, rename, writeFile } from 'node:fs/promises';

/** What a test entry inside the extension host tells the process that started VS Code. */
export interface ExtensionTestResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Titles of what was skipped, each with its reason in it. */
  readonly skips: readonly string[];
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** Names the file that the entry writes; an exit code alone can't be trusted, `process.exit` reports 0. */
export const resultFileVariable = 'TENON_TEST_RESULT';

/** Written as a whole or not at all. Outside a run that asked for a result there is nothing to write. */
export async function writeExtensionTestResult(result: ExtensionTestResult): Promise<void> {
  const file = process.env[resultFileVariable];
  if (file === undefined) return;
  await writeFile(`${file}.tmp`, JSON.stringify(result));
  await rename(`${file}.tmp`, file);
}

export async function readExtensionTestResult(file: string): Promise<ExtensionTestResult | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ExtensionTestResult;
  } catch {
    return undefined;
  }
}
