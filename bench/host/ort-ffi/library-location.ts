import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Names a build of ONNX Runtime of one's own, instead of the one that the package onnxruntime-node ships. */
export const libraryVariable = 'TENON_ORT_LIBRARY';

/** ONNX Runtime's library in the package, by platform; names with a version are tried in this order. */
const fileNames: Readonly<Record<string, readonly string[]>> = {
  linux: ['libonnxruntime.so.1', 'libonnxruntime.so'],
  darwin: ['libonnxruntime.1.dylib', 'libonnxruntime.dylib'],
  win32: ['onnxruntime.dll'],
};

export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Path of the native library. Throws where there is none, naming the folder that was searched.
 *
 * @param packageFolder folder of the package onnxruntime-node; found by resolution when left out
 */
export function locateLibrary(machine: Machine = process, packageFolder = findPackage()): string {
  const own = machine.env[libraryVariable];
  if (own !== undefined && own !== '') {
    if (existsSync(own)) return own;
    throw new Error(`${libraryVariable} names ${own}, which is not there.`);
  }
  const folder = join(packageFolder, 'bin', 'napi-v6', machine.platform, machine.arch);
  const names = fileNames[machine.platform] ?? [];
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    `onnxruntime-node has no library for ${machine.platform} ${machine.arch}: ${folder} lacks it.`,
  );
}

function findPackage(): string {
  return dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
}
