/** The face of the room: what a project's other files say. The readers of formats are loaded when first used. */
export type { ByteSource } from './bytes/byte-source.ts';
export { createNodeFileSystem, type NodeFileSystem } from './disk/node-file-system.ts';
export { openFile } from './disk/open-file.ts';
export { reasonOf } from './disk/reason.ts';
export { createFileReaders, type FileReaders } from './facts/file-readers.ts';
export { isLoggedTable, listDataFiles } from './facts/read-folder.ts';
export { readGraphFile, readSignatureFile } from './onnx/read-signature-file.ts';
export { delimiterOf } from './text/delimiter.ts';
export { NULL_MARKERS } from './text/text-column.ts';
