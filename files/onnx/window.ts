import { Malformed } from './malformed.ts';

/** A walk over the file: it yields the reads that it needs and is resumed with their bytes. */
export type Walk<T> = Generator<ReadRequest, T, Uint8Array>;

export interface ReadRequest {
  readonly offset: number;
  readonly length: number;
}

const jumpBytes = 512;
const sequentialBytes = 64 * 1024;
const maxTextBytes = 1024 * 1024;
const maxTextBytesTogether = 64 * 1024 * 1024;

/**
 * A small moving view of a file. After a jump over weights it asks for few bytes, in a run of neighbouring
 * reads for more and more: so a model of gigabytes costs kilobytes.
 */
export class Window {
  readonly size: number;
  position = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #chunk = jumpBytes / 2;
  #text = 0;

  constructor(size: number) {
    this.size = size;
  }

  /** True when the next `count` bytes are at hand, so that no read is needed. */
  holds(count: number): boolean {
    return this.position >= this.#start && this.position + count <= this.#start + this.#bytes.length;
  }

  /** Makes the next `count` bytes available. The caller has checked that they lie inside the file. */
  *fill(count: number): Walk<void> {
    if (this.holds(count)) return;
    const end = this.#start + this.#bytes.length;
    const sequential = this.position >= this.#start && this.position <= end + this.#chunk;
    this.#chunk = sequential ? Math.min(this.#chunk * 2, sequentialBytes) : jumpBytes;
    const length = Math.min(Math.max(count, this.#chunk), this.size - this.position);
    const bytes = yield { offset: this.position, length };
    if (bytes.length < count) {
      throw new Malformed('past-end', 'The file became shorter while it was read', this.position, this.size);
    }
    this.#bytes = bytes;
    this.#start = this.position;
  }

  /**
   * Reads a varint of at most 10 bytes that must end before `end`; the bytes must be at hand. The result is
   * the signed 64-bit value, exact up to 2^53.
   */
  varint(end: number): number {
    let low = 0;
    let high = 0;
    for (let index = 0; index < 10; index++) {
      if (this.position >= end) {
        throw new Malformed('past-end', 'A number runs past the end of its message', this.position, end);
      }
      const byte = this.#bytes[this.position - this.#start] as number;
      this.position++;
      const bits = byte & 0x7f;
      if (index < 4) low |= bits << (7 * index);
      else if (index === 4) {
        low |= bits << 28;
        high = bits >> 4;
      } else high |= bits << (7 * index - 32);
      if (byte < 0x80) return high * 2 ** 32 + (low >>> 0);
    }
    throw new Malformed('damaged', 'A number is longer than 10 bytes', this.position - 10, end);
  }

  /** The bytes between the current position and `end`, copied; the caller has bounded their number. */
  *bytes(end: number): Walk<Uint8Array> {
    const length = end - this.position;
    yield* this.fill(length);
    const from = this.position - this.#start;
    this.position = end;
    return this.#bytes.slice(from, from + length);
  }

  /** Texts are bounded, alone and in sum: refuses one between the current position and `end` that goes over that. */
  admitText(end: number): void {
    const length = end - this.position;
    this.#text += length;
    if (length > maxTextBytes || this.#text > maxTextBytesTogether) {
      throw new Malformed('limit', `A name of ${length} bytes goes over the limit`, this.position, end);
    }
  }

  /** The text between the current position and `end`; its bytes must be at hand. */
  text(end: number): string {
    const length = end - this.position;
    const from = this.position - this.#start;
    this.position = end;
    return utf8.decode(this.#bytes.subarray(from, from + length));
  }
}

const utf8 = new TextDecoder();
