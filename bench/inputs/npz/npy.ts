import { dataFromBytes, elementBytes, type TensorData } from '../tensor-data.ts';

/** An array as NumPy saved it, row by row. */
export interface NpyArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

const MAGIC = '\u0093NUMPY';
const MOST_HEADER = 1024 * 1024;

/**
 * Reads the bytes of an `.npy` file (NumPy Enhancement Proposal 1, versions 1 to 3). A problem is the end of a sentence
 * about the array.
 */
export function readNpy(bytes: Uint8Array): NpyArray | { readonly problem: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || latin1(bytes.subarray(0, 6)) !== MAGIC) return { problem: 'is no NumPy array' };
  const isShort = bytes[6] === 1;
  if (bytes[6]! < 1 || bytes[6]! > 3)
    return { problem: `has version ${bytes[6]} of the format, which is not known` };
  const start = isShort ? 10 : 12;
  const length = isShort ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MOST_HEADER || start + length > bytes.length) return { problem: 'is cut off in its header' };
  const header = parseHeader(new TextDecoder().decode(bytes.subarray(start, start + length)));
  if ('problem' in header) return header;
  return decode(header, bytes.subarray(start + length));
}

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** The header is a Python dictionary of three entries, which are looked for by name. */
function parseHeader(text: string): Header | { readonly problem: string } {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  if (descr === undefined) {
    return {
      problem: /'descr'\s*:\s*\[/.test(text)
        ? 'has records, not plain numbers'
        : 'has a header without a dtype',
    };
  }
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (fortran === undefined || shape === undefined) return { problem: 'has a header without order or shape' };
  const sizes = shape.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number.parseInt(size, 10)]));
  if (sizes.some((size) => !Number.isSafeInteger(size))) return { problem: `has the shape (${shape})` };
  return { descr, fortran: fortran === 'True', shape: sizes };
}

/** Kind and bytes of a dtype as NumPy writes them, and its name here. */
const DTYPES: Readonly<Partial<Record<string, string>>> = {
  b1: 'bool', i1: 'int8', u1: 'uint8', i2: 'int16', u2: 'uint16', i4: 'int32', u4: 'uint32', i8: 'int64',
  u8: 'uint64', f2: 'float16', f4: 'float32', f8: 'float64',
}; // prettier-ignore

function decode(
  { descr, fortran, shape }: Header,
  bytes: Uint8Array,
): NpyArray | { readonly problem: string } {
  const [, order = '', kind = ''] = /^([<>|=]?)(\w+)/.exec(descr) ?? [];
  const count = shape.reduce((product, size) => product * size, 1);
  if (kind.startsWith('O')) return { problem: 'holds Python objects; save it with a plain dtype' };
  const text = /^([US])(\d+)$/.exec(kind);
  if (text)
    return decodeText(
      text[1] === 'U' ? 4 * Number(text[2]) : Number(text[2]),
      text[1] === 'U',
      order,
      fortran,
      shape,
      bytes,
    );
  const dtype = DTYPES[kind];
  const size = dtype === undefined ? undefined : elementBytes(dtype);
  if (dtype === undefined || size === undefined)
    return { problem: `has the dtype ${descr}, which no input takes` };
  if (bytes.length < count * size)
    return { problem: `is cut off: ${bytes.length} bytes of the ${count * size} that its shape needs` };
  const own = bytes.slice(0, count * size);
  if (order === '>' && size > 1) swap(own, size);
  const ordered = fortran ? toRows(own, size, shape) : own;
  return { dtype, shape, data: dataFromBytes(dtype, ordered) };
}

function decodeText(
  width: number,
  isWide: boolean,
  order: string,
  fortran: boolean,
  shape: readonly number[],
  bytes: Uint8Array,
): NpyArray | { readonly problem: string } {
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length < count * width) return { problem: 'is cut off in its texts' };
  const rows = fortran ? toRows(bytes.slice(0, count * width), width, shape) : bytes;
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  const data = Array.from({ length: count }, (_, index) => {
    const at = index * width;
    if (!isWide) return new TextDecoder().decode(rows.subarray(at, at + width)).replace(/\0+$/, '');
    const points = Array.from({ length: width / 4 }, (__, place) =>
      view.getUint32(at + place * 4, order !== '>'),
    );
    return points
      .filter((point) => point > 0 && point <= 0x10ffff)
      .map((point) => String.fromCodePoint(point))
      .join('');
  });
  return { dtype: 'string', shape, data };
}

function swap(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

/** Column by column (Fortran) to row by row. */
function toRows(bytes: Uint8Array, size: number, shape: readonly number[]): Uint8Array {
  const out = new Uint8Array(bytes.length);
  const count = bytes.length / Math.max(1, size);
  for (let index = 0; index < count; index++) {
    let rest = index;
    let from = 0;
    let stride = count;
    // The last axis changes fastest in rows and slowest in columns.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      stride /= shape[axis]!;
      from += (rest % shape[axis]!) * stride;
      rest = Math.floor(rest / shape[axis]!);
    }
    out.set(bytes.subarray(from * size, (from + 1) * size), index * size);
  }
  return out;
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
