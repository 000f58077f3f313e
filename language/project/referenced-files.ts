import { AstUtils } from 'langium';
import { isCall, isStringLiteral } from '../generated/ast.ts';
import type { ProjectFile } from './project.ts';

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** A path that the model names, and whether it is read as an ONNX model. */
export interface ReferencedFile {
  readonly path: string;
  readonly onnx: boolean;
}

/**
 * Every text of a file that can be the path of another file in the project. It is better to look at a
 * file too many than to miss one, because facts that nobody asks for cost one look at the disk.
 */
export function referencedFiles(file: ProjectFile): ReferencedFile[] {
  const result = new Map<string, ReferencedFile>();
  for (const node of AstUtils.streamAst(file.ast)) {
    if (!isStringLiteral(node)) continue;
    const path = node.value;
    if (path.length > 500 || !/[./]/.test(path) || /[\n$*?]/.test(path) || SCHEME.test(path)) continue;
    const call = node.$container.$container;
    const onnx = isCall(call) && call.callee.$type === 'NameRef' && call.callee.name === 'onnx';
    if (!result.get(path)?.onnx) result.set(path, { path, onnx });
  }
  return [...result.values()];
}
