import { AstUtils } from 'langium';
import { isCall, isEntry, isStringLiteral, type File, type StringLiteral } from '../generated/ast.ts';

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** A path that the model names, and what is read of it beside that it is there. */
export interface ReferencedFile {
  readonly path: string;
  readonly read: 'signature' | 'schema' | 'nothing';
}

/**
 * Every text of a file that can be the path of another file in the project. It is better to look at a
 * file too many than to miss one, because facts that nobody asks for cost one look at the disk.
 */
export function referencedFiles(file: File): ReferencedFile[] {
  const result = new Map<string, ReferencedFile>();
  for (const node of AstUtils.streamAst(file)) {
    if (!isStringLiteral(node)) continue;
    const path = node.value;
    if (path.length > 500 || !/[./]/.test(path) || /[\n$*?]/.test(path) || SCHEME.test(path)) continue;
    const read = whatIsRead(node);
    if (read !== 'nothing' || !result.has(path)) result.set(path, { path, read });
  }
  return [...result.values()];
}

/** `onnx("…")` names a model, and `location: "…"` rows. */
function whatIsRead(node: StringLiteral): ReferencedFile['read'] {
  const { $container: around } = node;
  if (isEntry(around) && around.name === 'location') return 'schema';
  const call = around.$container;
  const isModel = isCall(call) && call.callee.$type === 'NameRef' && call.callee.name === 'onnx';
  return isModel ? 'signature' : 'nothing';
}
