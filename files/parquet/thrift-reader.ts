/** Thrown where bytes stop making sense; the reader of the format turns it into a problem. */
export class Malformed extends Error {
  readonly kind: 'past-end' | 'damaged' | 'limit';

  constructor(kind: Malformed['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Types of the compact protocol, as they are written in field and list headers. */
export const TYPE = {
  stop: 0, true: 1, false: 2, byte: 3, short: 4, int: 5, long: 6, double: 7,
  binary: 8, list: 9, set: 10, map: 11, struct: 12, uuid: 13,
} as const; // prettier-ignore

const DEEPEST = 64;
const DECODER = new TextDecoder();
/** Bytes of a ten-byte varint that 64 bits can fill. */
const LONGEST_VARINT = 10;

/**
 * Reads Thrift's compact protocol, the form of a Parquet footer. No count or length is trusted beyond the
 * bytes that are there, and structures deeper than 64 levels are refused, so hostile bytes cost little.
 */
export class ThriftReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Calls `visit` with each field's number and type; a visitor that reads nothing lets the field be skipped. */
  struct(visit: (field: number, type: number) => boolean, depth = 0): void {
    if (depth > DEEPEST) throw new Malformed('limit', `Structures are nested deeper than ${DEEPEST}`);
    let field = 0;
    for (;;) {
      const header = this.#byte();
      if (header === TYPE.stop) return;
      const type = header & 15;
      field = header >> 4 === 0 ? this.int() : field + (header >> 4);
      if (!visit(field, type)) this.#skip(type, depth + 1);
    }
  }

  /** Header of a list: its length, and the type of its items, which are read next. */
  list(): { readonly length: number; readonly type: number } {
    const header = this.#byte();
    const type = header & 15;
    const length = header >> 4 === 15 ? this.#unsigned() : header >> 4;
    // Each item takes a byte or more.
    this.#room(length);
    return { length, type };
  }

  /** A signed number of up to 64 bits; beyond 2^53 it is rounded. */
  int(): number {
    const { low, high } = this.#varint();
    // Zigzag: the lowest bit is the sign.
    const magnitude = Math.floor(low / 2) + (high % 2) * 2 ** 31 + Math.floor(high / 2) * 2 ** 32;
    return low % 2 === 0 ? magnitude : -magnitude - 1;
  }

  text(): string {
    const length = this.#unsigned();
    this.#room(length);
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return DECODER.decode(bytes);
  }

  /** A byte of a structure, which is written without zigzag. */
  byte(): number {
    return this.#byte();
  }

  #skip(type: number, depth: number): void {
    switch (type) {
      case TYPE.true:
      case TYPE.false:
        return;
      case TYPE.byte:
        this.#move(1);
        return;
      case TYPE.short:
      case TYPE.int:
      case TYPE.long:
        this.#varint();
        return;
      case TYPE.double:
        this.#move(8);
        return;
      case TYPE.binary:
        this.#move(this.#unsigned());
        return;
      case TYPE.uuid:
        this.#move(16);
        return;
      case TYPE.struct:
        this.struct(() => false, depth);
        return;
      case TYPE.list:
      case TYPE.set: {
        const { length, type: item } = this.list();
        for (let index = 0; index < length; index++) this.#skipItem(item, depth);
        return;
      }
      case TYPE.map: {
        const length = this.#unsigned();
        if (length === 0) return;
        const types = this.#byte();
        this.#room(length);
        for (let index = 0; index < length; index++) {
          this.#skipItem(types >> 4, depth);
          this.#skipItem(types & 15, depth);
        }
        return;
      }
      default:
        throw new Malformed('damaged', `A field has the type ${type}`);
    }
  }

  /** Inside lists and maps a truth value takes a byte of its own. */
  skipItem(type: number): void {
    this.#skipItem(type, 0);
  }

  #skipItem(type: number, depth: number): void {
    if (depth > DEEPEST) throw new Malformed('limit', `Structures are nested deeper than ${DEEPEST}`);
    if (type === TYPE.true || type === TYPE.false) this.#move(1);
    else this.#skip(type, depth + 1);
  }

  #unsigned(): number {
    const { low, high } = this.#varint();
    return low + high * 2 ** 32;
  }

  #varint(): { low: number; high: number } {
    let low = 0;
    let high = 0;
    for (let index = 0; index < LONGEST_VARINT; index++) {
      const byte = this.#byte();
      const bits = byte & 127;
      const shift = index * 7;
      if (shift < 28) low += bits * 2 ** shift;
      else if (shift === 28) {
        low += (bits & 15) * 2 ** 28;
        high += bits >> 4;
      } else high += bits * 2 ** (shift - 32);
      if (byte < 128) return { low, high: high % 2 ** 32 };
    }
    throw new Malformed('damaged', 'A number is longer than ten bytes');
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Malformed('past-end', 'The bytes end in the middle of a structure');
    this.#at++;
    return byte;
  }

  #move(length: number): void {
    this.#room(length);
    this.#at += length;
  }

  #room(length: number): void {
    if (length > this.#bytes.length - this.#at) {
      throw new Malformed('past-end', `A length of ${length} leads past the end`);
    }
  }
}
