import { renameSync, statSync, writeFileSync } from 'node:fs';

/** Puts a text in place of a file's. An interrupted write leaves the old file; its rights are kept. */
export function replaceFile(file: string, text: string): void {
  const { mode } = statSync(file);
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode });
  renameSync(temporary, file);
}
