import type { OrtApi, Pointer } from './ort-api.ts';

/** Koffi takes at most 64 MiB at once where memory has to be copied piece by piece. */
const pieceBytes = 32 * 1024 * 1024;

/** Copies bytes into memory of the library. */
export function copyIn(api: OrtApi, target: Pointer, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  const view = viewOf(api, target, bytes.length);
  if (view !== undefined) {
    view.set(bytes);
    return;
  }
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    api.koffi.encode(target + BigInt(at), api.koffi.array('uint8', piece.length, 'Typed'), piece);
  }
}

/** Copies so many bytes out of memory of the library. */
export function copyOut(api: OrtApi, source: Pointer, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  if (length === 0) return bytes;
  const view = viewOf(api, source, length);
  if (view !== undefined) {
    bytes.set(view);
    return bytes;
  }
  for (let at = 0; at < length; at += pieceBytes) {
    const type = api.koffi.array('uint8', Math.min(pieceBytes, length - at), 'Typed');
    bytes.set(api.koffi.decode(source + BigInt(at), type) as Uint8Array, at);
  }
  return bytes;
}

/** Undefined in Electron, which forbids buffers outside of its own memory. */
function viewOf(api: OrtApi, pointer: Pointer, length: number): Uint8Array | undefined {
  if (process.versions['electron'] !== undefined) return undefined;
  return new Uint8Array(api.koffi.view(pointer, length));
}

/** Reads a text that the library has allocated, and gives its memory back. */
export function takeText(api: OrtApi, allocator: Pointer, text: Pointer): string {
  try {
    return api.koffi.decode.string(text);
  } finally {
    api.call('AllocatorFree', allocator, text);
  }
}
